"""The words of `central-ledger doctor` in Chinese: what was found, what is safe, what to do next (empty as in English).

The table of faults in docs/ledger-faults.zh.md is held against this one by a test, and this one against `faults`.
"""

from __future__ import annotations

from collections.abc import Mapping

#: By code, in the order of `faults.FAULTS`.
FAULTS_ZH: Mapping[str, tuple[str, str, str]] = {
    "not_initialised": (
        "这里没有总账：{detail}",
        "没有改动任何内容。",
        "用 --data 指定正确的目录，或运行 `central-ledger init`。",
    ),
    "key_file_missing": (
        "总账的密钥文件不见了：{path}",
        "账目完整；没有密钥谁也读不了。",
        "把与备份分开存放的 `ledger.key` 副本放回原处。",
    ),
    "database_unreachable": (
        "数据库无法使用：{detail}",
        "收银台照常销售，一切都保存在各自的流水里。",
        "启动或释放数据库，或改正它的地址。若文件 `is not a database`，说明它用的是另一把密钥。",
    ),
    "schema_newer": (
        "数据库由更新的程序写成（结构版本 {found}，本程序只认识到 {known}）。",
        "没有改动任何内容。",
        "重新安装较新的程序。",
    ),
    "migrations_pending": (
        "数据库属于较旧的程序：结构版本 {found}，本程序需要 {known}。",
        "没有改动任何内容；其间收银台会等待。",
        "先做一次备份，再启动 `central-ledger serve`：它会更新数据库。",
    ),
    "database_damaged": (
        "数据库已损坏：{detail}",
        "收银台会把发送过的内容至少保留 30 天，并重新发给恢复后的总账。",
        "停止服务，原样保留文件，恢复最新的备份，再运行 `central-ledger audit`。",
    ),
    "books_off": (
        "账目不平：{count} 个问题，第一个是：{first}",
        "没有改动任何内容；流水和分录只增不改。",
        "运行 `central-ledger audit --rebuild` 并保存结果；查明原因之前不要结月。",
    ),
    "group_keys_missing": (
        "数据库里缺少 {kinds} 密钥。",
        "销售照常入账。",
        "恢复含有这些密钥的备份；没有集团密钥，收银台什么都不会相信。",
    ),
    "keys_unreadable": (
        "无法读取集团的密钥：{detail}",
        "密钥仍在数据库里，处于封存状态。",
        "把当初封存它们的 `ledger.key` 放回原处。",
    ),
    "keys_unsealed": (
        "集团的私钥在数据库里没有封存。",
        "",
        "先运行 `central-ledger init --data DIR` 封存，再运行 `central-ledger group-key renew`。",
    ),
    "issuer_key_ends": (
        "签发会员码的密钥 {days} 天后到期，而且没有下一把。",
        "在此之前会员码有效。",
        "启动 `central-ledger serve`：它会提前一个月自动生成下一把密钥。",
    ),
    "secret_file_open": (
        "其他用户可以读取 {files}。",
        "",
        "对它们执行 `chmod 600`，并想一想谁读过：`init --new-app-token`、`group-key renew`。",
    ),
    "disk_full": (
        "磁盘已满：只剩 {free_mb} MB。",
        "已答复的内容都在磁盘上；其余的保存在收银台。",
        "立即腾出空间。",
    ),
    "disk_low": (
        "磁盘快满了：只剩 {free_mb} MB。",
        "总账照常工作。",
        "尽快腾出空间，或把总账移到更大的磁盘。",
    ),
    "memory_low": (
        "内存只剩 {free_mb} MB。",
        "账目安全；答复可能变慢。",
        "查明是什么占用了内存；一个总账进程大约需要 300 MB。",
    ),
    "clock_off": (
        "本机时钟与数据库的时钟相差 {seconds} 秒。",
        "记录按顺序入账。",
        "让两台机器都通过网络校时（NTP）。",
    ),
    "clock_went_back": (
        "本机时钟显示的时间早于最新一条记录的接收时间。",
        "记录按顺序入账。",
        "校正日期和时间；会员码和预留都按这个时钟判断。",
    ),
    "certificate_wrong": (
        "无法读取证书或它的密钥：{detail}",
        "收银台把一切都保存在流水里。",
        "放好正确的文件，或运行 `make-certificate --renew`。",
    ),
    "certificate_ended": (
        "证书 {certificate} 已过期 {days} 天。",
        "按指纹认识它的收银台照常工作；其他收银台把一切都保存在流水里。",
        "更新证书，然后重启服务。",
    ),
    "certificate_ends": (
        "证书 {certificate} 将在 {days} 天后到期。",
        "一切照常。",
        "更新证书（`make-certificate --renew`，或由贵方的证书机构签发），然后重启服务。",
    ),
    "mistakes_logged": (
        "最近 7 天程序记录了 {count} 次自身错误；最新一次：{newest}",
        "没有只写了一半的内容。",
        "生成支持包：`central-ledger support-bundle --data DIR FILE`。",
    ),
    "not_serving": (
        "没有任何进程在提供这本总账的服务。",
        "收银台照常销售，一切都保存在各自的流水里。",
        "启动服务，除非是有意停止的。",
    ),
    "serving_stuck": (
        "进程 {process} 还在，但已有 {minutes} 分钟没有任何消息。",
        "没有只写了一半的内容。",
        "生成支持包，然后重启服务。",
    ),
    "background_failing": (
        "进程 {process} 的后台工作 `{work}` 从 {since} 起一直失败：{why}",
        "推送和拉取照常；这项工作要做的事在等待。",
        "在日志里查看它的记录；多数故障会随原因（磁盘、数据库）一起消失。",
    ),
    "background_dead": (
        "进程 {process} 的后台工作 `{work}` 已经结束。",
        "推送和拉取照常；这项工作要做的事在等待。",
        "重启服务，并把日志发给支持人员。",
    ),
    "replay_behind": (
        "{count} 条记录等待复核，最早的已等 {minutes} 分钟。",
        "一切都已入账；可能的异常会发现得晚一些。",
        "看看服务是否在运行，机器的处理器是否还有余力。",
    ),
    "clearing_stuck": (
        "{items} 项内容在分片之间等待，最早的已等 {minutes} 分钟。",
        "没有丢失任何内容；会员账户会滞后。",
        "运行 `central-ledger clearing --drain`，看看它指出什么。",
    ),
    "events_kept": (
        "{days} 天前的事件仍然保留着：每日维护没有运行。",
        "没有丢失任何内容。",
        "看看服务是否在运行，日志里对 `upkeep` 说了什么。",
    ),
    "suggestions_old": (
        "推荐内容是 {days} 天前学习的。",
        "销售照常；推荐内容过时。",
        "运行 `central-ledger learn-suggestions`，看看它说什么。",
    ),
    "library_missing": (
        "没有安装程序库 {library}，因此不会学习可推荐的商品。",
        "照常销售；没有推荐，或推荐已过时。",
        "在总账所在的机器上安装 `onetill[suggestions]`，然后重启服务。",
    ),
    "backup_missing": (
        "这本总账从未备份过。",
        "收银台会把发送过的内容保留 30 天；更早的只在这里。",
        "用 `--backups FOLDER` 启动服务，最好是另一块磁盘；或运行 `central-ledger backup`。",
    ),
    "backup_old": (
        "最新的备份已有 {days} 天：{file}",
        "已有的备份都保留着。",
        "运行 `central-ledger backup --data DIR`，看看它说什么：多半是磁盘已满或文件夹不在了。",
    ),
    "backup_gone": (
        "最新的备份不在原来的位置了：{file}",
        "总账本身照常。",
        "如果不是有意移走的，就再做一次：`central-ledger backup --data DIR`。",
    ),
    "backup_folder_gone": (
        "存放备份的文件夹不在了：{path}",
        "总账照常工作；以前的备份在那块磁盘上，不会写到别处。",
        "挂载那块磁盘，或建好文件夹；也可以用 `--backups FOLDER` 换一个位置。",
    ),
    "archive_missing": (
        "{count} 个归档文件找不到了，第一个是：{file}",
        "余额不受影响；需要这些归档的退货和查询会得到 503。",
        "把归档文件夹放回原处或挂载好，或在 `$CENTRAL_LEDGER_ARCHIVES` 里写明它的位置。",
    ),
    "archive_unreadable": (
        "有归档文件无法读取，因此没有核对账目：{detail}",
        "余额不受影响；需要这份归档的退货和查询会得到 503。",
        "从归档文件夹的备份中放回该文件，然后运行 `central-ledger audit`。",
    ),
    "archive_stray": (
        "归档文件夹里有 {count} 个文件不属于总账所知的任何归档，第一个是：{file}",
        "总账不需要它们：`archive` 曾中途被打断，或放回过较早的备份。",
        "运行 `central-ledger archive`，到那一天或更晚：其他归档里也有的会被移除。仍留下的请保留。",
    ),
    "erasures_open": (
        "{count} 位会员的资料删除还没有完成，最早的一项已有 {days} 天。",
        "能认出他们的资料已经删除；流水里还留有写下的文字。",
        "如果归档文件夹不在，把它放回原处，并确认服务在运行：它会自己继续。",
    ),
    "archive_not_anew": (
        "{count} 个归档文件里还留有关于已删除会员的文字，第一个是：{file}",
        "数据库里已经没有。",
        "照常运行 `central-ledger archive`：它会重写这些文件。",
    ),
    "days_unsettled": (
        "{count} 个营业日还没有结算，最早的是 {oldest}，门店：{stores}。",
        "一切都已入账；没有丢失任何内容。",
        "运行 `central-ledger settle --data DIR --day YESTERDAY`；它会依次结清之前的每一天。",
    ),
    "leases_overdue": (
        "{count} 份预留到期已超过 {days} 天，仍由这些收银台占用：{tills}。",
        "在此期间其他收银台不能使用其中的内容；没有重复给出。",
        "让这些收银台联网一次；收银台若不再回来：`central-ledger leases write-off`。",
    ),
    "quarantine": (
        "{count} 条记录被搁置，来自 {tills}。",
        "它们的原始内容完整保留。",
        "更新本程序，然后运行 `central-ledger quarantine retake`。",
    ),
    "till_suspended": (
        "收银台 {till} 已暂停：有两份流水都自称是它的。",
        "两份都保留着；收银台照常销售。",
        "查明哪一台机器才是对的，然后运行 `central-ledger tills resume` 或 `revoke`。",
    ),
    "till_silent": (
        "收银台 {till} 已有 {hours} 小时没有消息。",
        "它会保存卖出的一切。",
        "给门店打电话。线路修不好时：在那边运行 `pos-client export-journal`，在这边运行 `import-journal`。",
    ),
    "till_never_heard": (
        "收银台 {till} 登记已有 {days} 天，从未联系过。",
        "",
        "启动它，或撤销登记：`central-ledger tills revoke`。",
    ),
    "cases_old": (
        "{count} 个异常已等待超过 {days} 天。",
        "每一个都已入账；没有遗漏。",
        "运行 `central-ledger cases list`；店长在收银台上能看到自己的。",
    ),
    "cards_missing": (
        "{count} 位新会员还没有卡，最早的已等待 {days} 天：{reasons}",
        "他们已是会员；积分和等级照算。",
        "开放该品牌或补充号段，然后运行 `central-ledger repairs retry`。",
    ),
    "refunds_open": (
        "{count} 笔钱包退款超过一天仍不知道结果。",
        "没有任何一笔被发送两次。",
        "在收银台的付款页面和支付机构的清单上逐笔核对。",
    ),
    "postgres_old": (
        "PostgreSQL {found} 太旧：需要 15 或更新的版本。",
        "没有改动任何内容。",
        "更新服务器。",
    ),
    "postgres_forgets": (
        "服务器可能忘记它已经确认的内容：{settings}。",
        "收银台会在 30 天内把总账丢失的内容重新发送。",
        "把 synchronous_commit、fsync 和 full_page_writes 设为 on，然后重启服务器。",
    ),
    "workers_wrong": (
        "集群中有工作节点没有应答，或可能忘记已确认的内容：{workers}",
        "收银台会把发送过的内容保留至少 30 天，总账丢失的会重新发送。",
        "启动这些节点，或在各自的配置里把 synchronous_commit 设为 on 并重新加载。",
    ),
    "postgres_connections": (
        "服务器允许 {max} 个连接，已占用 {used} 个，而再开一个进程需要 {needed} 个。",
        "正在服务的进程照常。",
        "调高 max_connections，或少开几个进程。",
    ),
    "postgres_standby": (
        "这台服务器是备机：什么都写不进去。",
        "收银台把一切都保存在流水里。",
        "让总账指向主服务器，或把这一台提升为主服务器。",
    ),
}
