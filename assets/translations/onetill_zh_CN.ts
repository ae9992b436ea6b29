<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AccountsPanel</name>
    <message>
        <source>Who pays, who earns</source>
        <translation>谁承担、谁得益</translation>
    </message>
    <message>
        <source>Who pays and who earns, line by line</source>
        <translation>逐行查看谁承担、谁得益</translation>
    </message>
    <message>
        <source>Commission is provisional until the ledger has the sale.</source>
        <translation>总账收到销售前，提成为暂计。</translation>
    </message>
    <message>
        <source>own goods</source>
        <translation>自营商品</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>积分</translation>
    </message>
    <message>
        <source>{offer}: {party} pays</source>
        <translation>{offer}：{party}承担</translation>
    </message>
    <message>
        <source>{name} earns, {party} pays it</source>
        <translation>{name}提成，由{party}支付</translation>
    </message>
    <message>
        <source>the store</source>
        <translation>门店</translation>
    </message>
    <message>
        <source>the group</source>
        <translation>集团</translation>
    </message>
    <message>
        <source>points</source>
        <translation>积分</translation>
    </message>
    <message>
        <source>nobody knows who</source>
        <translation>未知方</translation>
    </message>
</context>
<context>
    <name>ApprovalPanel</name>
    <message>
        <source>A manager must allow this</source>
        <translation>这一步需要店长授权</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Number or badge</source>
        <translation>工号或扫工牌</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>授权</translation>
    </message>
    <message>
        <source>May allow it: {names}</source>
        <translation>可授权：{names}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>正在验证…</translation>
    </message>
</context>
<context>
    <name>AskedOnce</name>
    <message>
        <source>Print the slip again</source>
        <translation>重新打印凭证</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>再次询问</translation>
    </message>
</context>
<context>
    <name>AuditPresenter</name>
    <message>
        <source>All kinds</source>
        <translation>全部类型</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>全部人员</translation>
    </message>
    <message>
        <source>All days</source>
        <translation>全部日期</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>授权</translation>
    </message>
    <message>
        <source>Manual prices</source>
        <translation>手工改价</translation>
    </message>
    <message>
        <source>Voids and removals</source>
        <translation>作废与移除</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>退货</translation>
    </message>
    <message>
        <source>Cash movements</source>
        <translation>现金进出</translation>
    </message>
    <message>
        <source>Sign-ins</source>
        <translation>登录与退出</translation>
    </message>
    <message>
        <source>Wrong PINs</source>
        <translation>密码错误</translation>
    </message>
    <message>
        <source>Nobody known</source>
        <translation>未知工号</translation>
    </message>
    <message>
        <source>approved by {name}</source>
        <translation>授权人 {name}</translation>
    </message>
    <message>
        <source>list price again</source>
        <translation>恢复原价</translation>
    </message>
    <message>
        <source>manual price</source>
        <translation>手工改价</translation>
    </message>
    <message>
        <source>cash instead of a wallet&apos;s refund</source>
        <translation>钱包退款改付现金</translation>
    </message>
    <message>
        <source>refund set down by hand</source>
        <translation>手工登记退款</translation>
    </message>
    <message>
        <source>till locked itself</source>
        <translation>收银台自动锁定</translation>
    </message>
    <message>
        <source>signed out, program closed</source>
        <translation>退出（程序关闭）</translation>
    </message>
    <message>
        <source>signed out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>asked for a manager&apos;s word</source>
        <translation>请店长授权</translation>
    </message>
    <message>
        <source>goods at a typed price</source>
        <translation>无码商品手工定价</translation>
    </message>
    <message>
        <source>basket voided</source>
        <translation>整单作废</translation>
    </message>
    <message>
        <source>goods taken out of a basket</source>
        <translation>结账前移除商品</translation>
    </message>
    <message>
        <source>cash moved</source>
        <translation>现金进出</translation>
    </message>
    <message>
        <source>goods came back</source>
        <translation>退货</translation>
    </message>
    <message>
        <source>signed in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>wrong PIN</source>
        <translation>密码错误</translation>
    </message>
    <message>
        <source>locked for {seconds} s</source>
        <translation>锁定 {seconds} 秒</translation>
    </message>
    <message>
        <source>{count} in a row</source>
        <translation>连续 {count} 次</translation>
    </message>
    <message>
        <source>a manual price</source>
        <translation>手工改价</translation>
    </message>
    <message>
        <source>a manual price beyond the limits</source>
        <translation>超出权限的改价</translation>
    </message>
    <message>
        <source>goods that nobody knows</source>
        <translation>无码商品</translation>
    </message>
    <message>
        <source>voiding a large basket</source>
        <translation>大额购物篮作废</translation>
    </message>
    <message>
        <source>a return without receipt</source>
        <translation>无小票退货</translation>
    </message>
    <message>
        <source>a return</source>
        <translation>退货</translation>
    </message>
    <message>
        <source>a refund in cash</source>
        <translation>改用现金退款</translation>
    </message>
    <message>
        <source>voiding a sale</source>
        <translation>作废整笔销售</translation>
    </message>
    <message>
        <source>a pay-out</source>
        <translation>取出现金</translation>
    </message>
    <message>
        <source>opening the drawer</source>
        <translation>打开钱箱</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>setting changed</source>
        <translation>更改了设置</translation>
    </message>
    <message>
        <source>changing a setting</source>
        <translation>更改设置</translation>
    </message>
    <message>
        <source>a payment settled by hand</source>
        <translation>人工登记付款结果</translation>
    </message>
    <message>
        <source>till closed at this computer</source>
        <translation>收银台在本机关闭</translation>
    </message>
    <message>
        <source>closing this till</source>
        <translation>关闭收银台</translation>
    </message>
</context>
<context>
    <name>AuditView</name>
    <message>
        <source>Audit list</source>
        <translation>操作审计</translation>
    </message>
    <message>
        <source>Nothing of this kind at this till.</source>
        <translation>本收银台没有这类记录。</translation>
    </message>
    <message>
        <source>Kind: {what}</source>
        <translation>类型：{what}</translation>
    </message>
    <message>
        <source>Person: {what}</source>
        <translation>人员：{what}</translation>
    </message>
    <message>
        <source>Day: {what}</source>
        <translation>日期：{what}</translation>
    </message>
    <message>
        <source>Older entries are left out: choose a day.</source>
        <translation>更早的记录未显示：请选择日期。</translation>
    </message>
    <message>
        <source>← → another day</source>
        <translation>← → 换一天</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this message</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>BasketCodeActions</name>
    <message>
        <source>{read} of {parts} codes of the basket are read.</source>
        <translation>挂单码已读 {read}/{parts} 个。</translation>
    </message>
    <message>
        <source>Scan the next one.</source>
        <translation>请扫下一个。</translation>
    </message>
    <message>
        <source>The basket of till {till} is here.</source>
        <translation>收银台 {till} 的挂单已接到这里。</translation>
    </message>
</context>
<context>
    <name>BasketCodePanel</name>
    <message>
        <source>The basket as a code</source>
        <translation>挂单码</translation>
    </message>
    <message>
        <source>Scan it at the till where the shopper pays. It names the member by a number alone.</source>
        <translation>请在顾客付款的收银台扫此码。码中只有会员编号，没有姓名和电话。</translation>
    </message>
    <message>
        <source>Next code</source>
        <translation>下一个码</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Code {number} of {count}: every one is to be scanned, in any order.</source>
        <translation>第 {number} 个，共 {count} 个：每个都要扫，顺序不限。</translation>
    </message>
    <message>
        <source>Good until {time}.</source>
        <translation>{time} 前有效。</translation>
    </message>
</context>
<context>
    <name>BasketPanel</name>
    <message>
        <source>Basket</source>
        <extracomment>Below this height, under a list of answers, lines and sums are shown and nothing besides.</extracomment>
        <translation>购物篮</translation>
    </message>
    <message>
        <source>Lines of the basket</source>
        <translation>购物篮明细</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove the selected line</source>
        <translation>移除选中的商品</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n 款</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n piece(s)</source>
        <translation>
            <numerusform>%n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>商品合计</translation>
    </message>
    <message>
        <source>Member prices and offers</source>
        <translation>会员价与活动优惠</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Coupons · {names}</source>
        <translation>优惠券 · {names}</translation>
    </message>
    <message numerus="yes">
        <source>Points · {points} points</source>
        <translation>
            <numerusform>积分抵扣 · {points} 分</numerusform>
        </translation>
    </message>
    <message>
        <source>Press again to void</source>
        <translation>再按一次作废</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>整单作废</translation>
    </message>
    <message>
        <source>Void the whole basket</source>
        <translation>作废整个购物篮</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>改价</translation>
    </message>
    <message>
        <source>Manual price or discount</source>
        <translation>手工改价或优惠</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Note to the line or the sale</source>
        <translation>商品或整单备注</translation>
    </message>
    <message>
        <source>Manual discounts</source>
        <translation>手工优惠</translation>
    </message>
    <message>
        <source>Note: {text}</source>
        <translation>备注：{text}</translation>
    </message>
    <message>
        <source>Served by {names}</source>
        <translation>导购 {names}</translation>
    </message>
    <message>
        <source>Served by nobody</source>
        <translation>导购 无</translation>
    </message>
    <message>
        <source>Park</source>
        <translation>挂单</translation>
    </message>
    <message>
        <source>Park the basket</source>
        <translation>挂起这一单</translation>
    </message>
    <message>
        <source>Gift cards and top-ups</source>
        <translation>礼品卡和储值</translation>
    </message>
</context>
<context>
    <name>BenefitActions</name>
    <message>
        <source>Points to spend</source>
        <translation>使用积分</translation>
    </message>
    <message>
        <source>The gift {name} is out of stock here.</source>
        <translation>赠品“{name}”本店缺货。</translation>
    </message>
    <message>
        <source>Del leaves it out; F12 again goes on with it.</source>
        <translation>按 Del 不送；再按 F12 照常送出并收款。</translation>
    </message>
    <message>
        <source>{offer} applies by itself.</source>
        <translation>“{offer}”已自动享受。</translation>
    </message>
    <message>
        <source>Only coupons are chosen by hand.</source>
        <translation>只有优惠券可以手动选择。</translation>
    </message>
    <message>
        <source>{offer} cannot be used now.</source>
        <translation>“{offer}”现在不能使用。</translation>
    </message>
</context>
<context>
    <name>CaseSheetView</name>
    <message>
        <source>Hand back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Read the case</source>
        <translation>查看案件</translation>
    </message>
    <message>
        <source>Close the case</source>
        <translation>结案</translation>
    </message>
    <message>
        <source>Facts of the case</source>
        <translation>案件详情</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>接管</translation>
    </message>
    <message>
        <source>Take this case</source>
        <translation>接手此案件</translation>
    </message>
    <message>
        <source>Note: why (needed)</source>
        <translation>备注：原因（必填）</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>CasesPresenter</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>Nobody&apos;s</source>
        <translation>无人接手</translation>
    </message>
    <message>
        <source>Anyone</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>全部类型</translation>
    </message>
    <message>
        <source>as of {age}</source>
        <translation>数据时间：{age}</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>older first, more follow</source>
        <translation>先列最早的，后面还有</translation>
    </message>
    <message>
        <source>more may come</source>
        <translation>可能还有新的</translation>
    </message>
    <message>
        <source>The cases of this store are shown when the ledger knows who asks.</source>
        <translation>总账确认您的身份后，才显示本店的案件。</translation>
    </message>
    <message>
        <source>Asking the ledger …</source>
        <translation>正在询问总账…</translation>
    </message>
    <message>
        <source>Nothing was listed yet.</source>
        <translation>还没有列出内容。</translation>
    </message>
    <message>
        <source>No case of this kind. What the ledger cannot decide alone appears here.</source>
        <translation>没有这样的案件。总账不能自行决定的事会出现在这里。</translation>
    </message>
    <message>
        <source>The case is closed.</source>
        <translation>案件已结案。</translation>
    </message>
</context>
<context>
    <name>CasesView</name>
    <message>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Choose a case at the left. Enter reads it.</source>
        <translation>请在左侧选择案件，按回车查看。</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查询</translation>
    </message>
    <message>
        <source>Own range</source>
        <translation>自营</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Own goods and prices of this store</source>
        <translation>本店自营商品与价格</translation>
    </message>
    <message>
        <source>{person}: type your PIN once more. The ledger asks who looks at cases.</source>
        <translation>{person}：请再输一次密码，总账要确认由谁查看案件。</translation>
    </message>
    <message>
        <source>Open the cases</source>
        <translation>打开案件</translation>
    </message>
</context>
<context>
    <name>CheckoutPresenter</name>
    <message>
        <source>Refused</source>
        <translation>未受理</translation>
    </message>
    <message>
        <source>Added</source>
        <extracomment>A till that is never closed prints some hundred thousand; which page asked for one matters for minutes. Sales whose receipts were asked for here, and not on another page: the newest.</extracomment>
        <translation>已加入</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>会员</translation>
    </message>
    <message>
        <source>Coupon</source>
        <translation>优惠券</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>小票</translation>
    </message>
    <message>
        <source>Badge</source>
        <translation>员工卡</translation>
    </message>
    <message>
        <source>Basket</source>
        <translation>挂单</translation>
    </message>
    <message>
        <source>Join code</source>
        <translation>入会码</translation>
    </message>
    <message>
        <source>Weight of {name}</source>
        <translation>重量：{name}</translation>
    </message>
    <message>
        <source>The gift receipt is printed.</source>
        <translation>礼品小票已打印。</translation>
    </message>
    <message>
        <source>Payment code</source>
        <translation>付款码</translation>
    </message>
    <message numerus="yes">
        <source>{count} pieces of what follows</source>
        <translation>
            <numerusform>接下来的商品 × {count}</numerusform>
        </translation>
    </message>
    <message>
        <source>Gift card</source>
        <translation>礼品卡</translation>
    </message>
    <message>
        <source>Rain check</source>
        <translation>缺货券</translation>
    </message>
    <message>
        <source>The goods</source>
        <translation>是商品</translation>
    </message>
    <message>
        <source>The member</source>
        <translation>是会员</translation>
    </message>
    <message>
        <source>Which is it?</source>
        <translation>是哪一个？</translation>
    </message>
</context>
<context>
    <name>ChoicePanel</name>
    <message>
        <source>Cancel (Esc)</source>
        <translation>取消（Esc）</translation>
    </message>
</context>
<context>
    <name>ClientelePresenter</name>
    <message>
        <source>{name} came at {time} already.</source>
        <translation>{name} 已在 {time} 签到。</translation>
    </message>
    <message>
        <source>Welcome, {name}.</source>
        <translation>欢迎，{name}。</translation>
    </message>
    <message>
        <source>Join with {name}</source>
        <translation>扫码加入，由 {name} 服务</translation>
    </message>
    <message>
        <source>Code {code}. Scan it, or type it when somebody joins: they are {name}&apos;s member then.</source>
        <translation>邀请码 {code}。入会时扫码或输入，新会员即归 {name} 服务。</translation>
    </message>
    <message>
        <source>Not one of this store&apos;s guides any more: hand their members over.</source>
        <translation>已不是本店导购：请移交其会员。</translation>
    </message>
    <message>
        <source>Guides and their members</source>
        <translation>导购与会员</translation>
    </message>
    <message>
        <source>The arrows show another guide&apos;s code.</source>
        <translation>按上下键显示其他导购的邀请码。</translation>
    </message>
    <message>
        <source>This store has no guides. The ledger says who is one.</source>
        <translation>本店没有导购。导购名单由总账下发。</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>移交会员</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>no guide here any more</source>
        <translation>已不是本店导购</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Spread over {names} by what each has already. Their tasks follow.</source>
        <translation>按各自已有会员数分配给 {names}，待办随会员一起移交。</translation>
    </message>
    <message>
        <source>Who takes over from {name}?</source>
        <translation>谁接手 {name} 的会员？</translation>
    </message>
    <message>
        <source>A digit chooses one guide or several, Enter hands over, Esc goes back.</source>
        <translation>按数字选择一位或多位导购，回车移交，Esc 返回。</translation>
    </message>
    <message>
        <source>Nobody else is a guide in this store.</source>
        <translation>本店没有其他导购。</translation>
    </message>
    <message>
        <source>Nobody is chosen yet.</source>
        <translation>还没有选择。</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>至 {time}</translation>
    </message>
    <message>
        <source>Events that run now</source>
        <translation>正在进行的活动</translation>
    </message>
    <message>
        <source>A digit opens the door of one, Esc goes back.</source>
        <translation>按数字开始签到，Esc 返回。</translation>
    </message>
    <message>
        <source>No event runs now.</source>
        <translation>现在没有活动。</translation>
    </message>
    <message>
        <source>Check-in</source>
        <translation>签到</translation>
    </message>
    <message>
        <source>Members are let in by their code or card, also without a connection.</source>
        <translation>会员凭会员码或会员卡签到，断网时也可以。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>by code</source>
        <translation>会员码</translation>
    </message>
    <message>
        <source>by card</source>
        <translation>会员卡</translation>
    </message>
    <message>
        <source>by search</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Scan members&apos; codes. Who was let in at other tills is at the ledger. Esc closes the door.</source>
        <translation>请扫会员码。其他收银台的签到在总账查看。Esc 结束签到。</translation>
    </message>
    <message>
        <source>Nobody came yet. Scan the first member&apos;s code.</source>
        <translation>还没有人签到。请扫第一位会员的会员码。</translation>
    </message>
    <message>
        <source>Came here</source>
        <translation>本机签到</translation>
    </message>
    <message>
        <source>Each member counts once, however often they show their code.</source>
        <translation>每位会员只计一次，重复扫码不会多计。</translation>
    </message>
    <message>
        <source>Handed over: {names}.</source>
        <translation>已移交：{names}。</translation>
    </message>
    <message numerus="yes">
        <source>{count} members</source>
        <translation>
            <numerusform>{count} 位会员</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClosedPresenter</name>
    <message>
        <source>Code that the new computer shows</source>
        <translation>新电脑显示的代码</translation>
    </message>
    <message>
        <source>The till moves in this file</source>
        <translation>搬迁所用的文件</translation>
    </message>
    <message>
        <source>Write the journal to this file</source>
        <translation>把流水写入此文件</translation>
    </message>
    <message numerus="yes">
        <source>{count} entries are in {path}.</source>
        <translation>
            <numerusform>已把 {count} 条记录写入 {path}。</numerusform>
        </translation>
    </message>
    <message>
        <source>Only the ledger can read it. This computer keeps everything too.</source>
        <translation>只有总账能读取，本机也保留全部内容。</translation>
    </message>
    <message>
        <source>When the office has read it in, this computer needs the ledger&apos;s word once before it is wiped.</source>
        <translation>办公室读入后，本机还需与总账联系一次，才会清除。</translation>
    </message>
    <message>
        <source>Nothing was wiped: this computer keeps everything.</source>
        <translation>未清除任何数据：本机保留全部内容。</translation>
    </message>
    <message>
        <source>Check the network, then try again.</source>
        <translation>请检查网络，然后重试。</translation>
    </message>
</context>
<context>
    <name>ClosedView</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Export to USB stick</source>
        <translation>导出到 U 盘</translation>
    </message>
    <message>
        <source>Write the file again</source>
        <translation>重新写入文件</translation>
    </message>
    <message>
        <source>Till {till}</source>
        <translation>收银台 {till}</translation>
    </message>
    <message>
        <source>This till has moved</source>
        <translation>本收银台已搬走</translation>
    </message>
    <message>
        <source>{name} goes on at another computer. This one sells no more.</source>
        <translation>{name} 在另一台电脑上继续，本机不再收银。</translation>
    </message>
    <message>
        <source>This computer is being reset</source>
        <translation>本机正在重置</translation>
    </message>
    <message>
        <source>{name} sells no more at this computer.</source>
        <translation>{name} 不再在本机收银。</translation>
    </message>
    <message>
        <source>Write this code down: it opens the file, and is shown only now.</source>
        <translation>请抄下此代码：它用于打开文件，只显示这一次。</translation>
    </message>
    <message>
        <source>Start OneTill at the new computer and press F7 there: it asks for the file and the code. Nothing is lost meanwhile: this computer keeps everything, too.</source>
        <translation>请在新电脑上启动 OneTill 并按 F7，然后输入文件和代码。其间不会丢失数据：本机也保留全部内容。</translation>
    </message>
    <message>
        <source>The file is being written …</source>
        <translation>正在写入文件…</translation>
    </message>
    <message>
        <source>The file is not written yet. Nothing is lost: write it again, to another stick if need be.</source>
        <translation>文件尚未写入。没有丢失数据：请重新写入，必要时换一个 U 盘。</translation>
    </message>
    <message>
        <source>When the till has arrived at the new computer, it shows a short code. Type that code here to wipe this computer. Until then it keeps everything.</source>
        <translation>收银台到达新电脑后，新电脑会显示一个短代码。在此输入该代码即可清除本机；在此之前本机保留全部内容。</translation>
    </message>
    <message numerus="yes">
        <source>Before anything is wiped, the ledger gets what it does not have yet: {count} entries. Connect this computer, then go on.</source>
        <translation>
            <numerusform>清除之前，先把总账还没有的 {count} 条记录送达。请连接网络，然后继续。</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything is at the ledger. What is left is to wipe it here.</source>
        <translation>全部记录已到达总账，只剩清除本机数据。</translation>
    </message>
    <message>
        <source>Wiping …</source>
        <translation>正在清除…</translation>
    </message>
    <message>
        <source>Wipe this computer</source>
        <translation>清除本机</translation>
    </message>
    <message>
        <source>Sending …</source>
        <translation>正在发送…</translation>
    </message>
    <message>
        <source>Send and wipe</source>
        <translation>送达并清除</translation>
    </message>
</context>
<context>
    <name>ConnectionPresenter</name>
    <message>
        <source>Asked the ledger now; the answer will show here.</source>
        <translation>已请求立即同步，结果会显示在此页。</translation>
    </message>
    <message>
        <source>Write the journal to this file</source>
        <translation>把流水写入此文件</translation>
    </message>
    <message numerus="yes">
        <source>{count} entries are in {path}.</source>
        <translation>
            <numerusform>已把 {count} 条记录写入 {path}。</numerusform>
        </translation>
    </message>
    <message>
        <source>Only the ledger can read it. This till keeps everything too.</source>
        <translation>只有总账能读取，本机也保留全部记录。</translation>
    </message>
    <message>
        <source>Take the stick to the office; nothing is counted twice when the line is back.</source>
        <translation>请把 U 盘带到总部；恢复连接后不会重复入账。</translation>
    </message>
    <message>
        <source>Checking this till: files, journal, devices and line. Selling goes on meanwhile.</source>
        <translation>正在检查本机：文件、流水、设备和线路。收银照常进行。</translation>
    </message>
    <message>
        <source>Write the support bundle to this file</source>
        <translation>把支持包写入此文件</translation>
    </message>
    <message>
        <source>The support bundle is in {path}.</source>
        <translation>支持包在 {path}。</translation>
    </message>
    <message>
        <source>Names, phones, cards, receipts and keys are not in it.</source>
        <translation>其中没有姓名、电话、卡号、小票和密钥。</translation>
    </message>
    <message>
        <source>Send it to the office, or to whoever helps.</source>
        <translation>请发给总部或协助处理的人。</translation>
    </message>
</context>
<context>
    <name>ConnectionView</name>
    <message>
        <source>What has come in, and when</source>
        <translation>各类数据最近更新时间</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>Entries waiting</source>
        <translation>待上传记录</translation>
    </message>
    <message>
        <source>Oldest of them</source>
        <translation>其中最早的一条</translation>
    </message>
    <message>
        <source>Ledger last answered</source>
        <translation>总账最近一次应答</translation>
    </message>
    <message>
        <source>Suspended by the ledger</source>
        <translation>已被总账暂停</translation>
    </message>
    <message>
        <source>Two journals claim to be this till&apos;s. Sales go on and are kept; call the office now.</source>
        <translation>有两份流水都自称来自本收银台。可以继续收银，记录会保留；请立即联系总部。</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>Selling goes on as usual. Everything is kept in this till and sent when the line is back.</source>
        <translation>可照常收银。所有记录都保存在本机，恢复连接后自动上传。</translation>
    </message>
    <message>
        <source>Connected, but something is wrong</source>
        <translation>已连接，但有问题需要处理</translation>
    </message>
    <message>
        <source>Selling goes on as usual, and everything is kept in this till.</source>
        <translation>可照常收银，所有记录都保存在本收银台。</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>Sending what waits. Selling goes on meanwhile.</source>
        <translation>正在上传待传记录，收银不受影响。</translation>
    </message>
    <message>
        <source>Everything this till has done is at the ledger.</source>
        <translation>本收银台的所有记录都已到达总账。</translation>
    </message>
    <message>
        <source>Since {time} ({age}).</source>
        <translation>自 {time} 起（{age}）。</translation>
    </message>
    <message>
        <source>Next try within {count} s.</source>
        <translation>{count} 秒内自动重试。</translation>
    </message>
    <message numerus="yes">
        <source>{count} entries were set aside by the ledger: tell the office.</source>
        <translation>
            <numerusform>有 {count} 条记录被总账搁置，请告知总部。</numerusform>
        </translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未收到</translation>
    </message>
    <message>
        <source>Offers that break the contract and are not used: {count}. The ledger is told.</source>
        <translation>不符合规则、本机不使用的优惠：{count} 个。总部会收到通知。</translation>
    </message>
    <message>
        <source>{offer}, version {version}: at {path}, expected {expected}</source>
        <translation>{offer} 第 {version} 版：{path} 处应为 {expected}</translation>
    </message>
    <message>
        <source>Receiving: {coming}. Selling goes on meanwhile.</source>
        <translation>正在接收：{coming}。销售照常进行。</translation>
    </message>
    <message>
        <source>Running low at this till&apos;s pace</source>
        <translation>按本机销售速度即将售完</translation>
    </message>
    <message>
        <source>Export to USB stick</source>
        <translation>导出到 U 盘</translation>
    </message>
    <message>
        <source>Not connected for long</source>
        <translation>长时间未连接</translation>
    </message>
    <message>
        <source>Selling goes on, and everything is kept. Take the journal to the office on a stick (F8).</source>
        <translation>可照常收银，所有记录都已保存。请用 U 盘把流水带到总部（F8）。</translation>
    </message>
    <message>
        <source>Check this till</source>
        <translation>检查本机</translation>
    </message>
    <message>
        <source>Support bundle</source>
        <translation>支持包</translation>
    </message>
</context>
<context>
    <name>ConsentPanel</name>
    <message>
        <source>What {name} agrees to</source>
        <translation>{name} 的授权</translation>
    </message>
    <message>
        <source>Press what the member gives or withdraws; Enter keeps it.</source>
        <translation>按数字给予或撤回授权，按回车保存。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>agreed</source>
        <translation>已同意</translation>
    </message>
    <message>
        <source>not agreed</source>
        <translation>未同意</translation>
    </message>
</context>
<context>
    <name>CountGrid</name>
    <message>
        <source>Pieces of {amount}</source>
        <translation>{amount} 的张数或枚数</translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>{count} days ago</source>
        <translation>
            <numerusform>{count} 天前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} days left</source>
        <translation>
            <numerusform>还剩 {count} 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} orders</source>
        <translation>
            <numerusform>{count} 单</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{state} since {date} · {count} orders</source>
        <translation>
            <numerusform>{date} 起{state} · {count} 单</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} points</source>
        <translation>
            <numerusform>{count} 分</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and {count} more lines</source>
        <translation>
            <numerusform>另有 {count} 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} members are not yours to look for</source>
        <translation>
            <numerusform>另有 {count} 位会员不在您的查看范围内</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Birthday in {days} days</source>
        <translation>
            <numerusform>{days} 天后生日</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{points} points end in {days} days</source>
        <translation>
            <numerusform>{points} 积分 {days} 天后到期</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing bought for {days} days</source>
        <translation>
            <numerusform>{days} 天未购买</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Bought {goods} {days} days ago</source>
        <translation>
            <numerusform>{days} 天前购买{goods}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not seen for {days} days</source>
        <translation>
            <numerusform>{days} 天未到店</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CustomerView</name>
    <message>
        <source>For the customer</source>
        <translation>顾客屏</translation>
    </message>
    <message>
        <source>Welcome to {store}</source>
        <translation>欢迎光临{store}</translation>
    </message>
    <message>
        <source>Show your member code before paying: member prices, coupons and points</source>
        <translation>付款前出示会员码，享会员价、优惠券和积分</translation>
    </message>
    <message>
        <source>Thank you</source>
        <translation>谢谢惠顾</translation>
    </message>
    <message>
        <source>Your change</source>
        <translation>找零</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>已付款</translation>
    </message>
    <message>
        <source>You saved {amount}</source>
        <translation>本次节省 {amount}</translation>
    </message>
    <message numerus="yes">
        <source>{points} points earned</source>
        <translation>
            <numerusform>获得 {points} 积分</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} items</source>
        <translation>
            <numerusform>共 {count} 样</numerusform>
        </translation>
    </message>
    <message>
        <source>Coupons and points {amount}</source>
        <translation>优惠券和积分 {amount}</translation>
    </message>
    <message>
        <source>Welcome back, {name}</source>
        <translation>{name}，欢迎回来</translation>
    </message>
    <message>
        <source>Still to pay</source>
        <translation>还需支付</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>You save {amount}</source>
        <translation>已为您节省 {amount}</translation>
    </message>
    <message>
        <source>Scan to pay</source>
        <translation>扫码付款</translation>
    </message>
    <message>
        <source>A member? Show your code: member prices, coupons and points</source>
        <translation>是会员吗？出示会员码，享会员价、优惠券和积分</translation>
    </message>
</context>
<context>
    <name>DetailCard</name>
    <message>
        <source>Suggested message</source>
        <translation>建议话术</translation>
    </message>
    <message>
        <source>Show, copy message</source>
        <translation>显示并复制话术</translation>
    </message>
    <message>
        <source>My member</source>
        <translation>归我跟进</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>会员档案</translation>
    </message>
    <message>
        <source>Also: {reasons}</source>
        <translation>另有：{reasons}</translation>
    </message>
    <message>
        <source>Shown in full and copied; it is on record who looked.</source>
        <translation>已显示完整信息并复制；查看人已记录在案。</translation>
    </message>
    <message>
        <source>F6 shows name and phone and copies the message. Who looked is on record.</source>
        <translation>按 F6 显示姓名和电话并复制话术，查看人会被记录。</translation>
    </message>
</context>
<context>
    <name>DevicesPresenter</name>
    <message>
        <source>The printer is kept. A test print shows whether it answers.</source>
        <translation>打印机设置已保存。可打印测试页检查是否正常。</translation>
    </message>
    <message>
        <source>No printer is used from now on. Receipts can still be saved as PDF.</source>
        <translation>已停用打印机，小票仍可存为 PDF。</translation>
    </message>
    <message>
        <source>The scanner is kept. Scan anything: it is shown under the camera&apos;s picture.</source>
        <translation>扫码枪设置已保存。随便扫一个码，内容会显示在摄像头画面下方。</translation>
    </message>
    <message>
        <source>No serial scanner is used from now on.</source>
        <translation>已停用串口扫码枪。</translation>
    </message>
    <message>
        <source>If it stays shut, try the other pin.</source>
        <translation>如果没有打开，请换另一个针脚。</translation>
    </message>
</context>
<context>
    <name>DevicesView</name>
    <message>
        <source>Camera that reads codes</source>
        <translation>扫码摄像头</translation>
    </message>
    <message>
        <source>Camera: number, file or address</source>
        <translation>摄像头：编号、文件或地址</translation>
    </message>
    <message>
        <source>A number (0 is the first camera), a video file, or an address (rtsp://…).</source>
        <translation>可填编号（0 为第一个摄像头）、视频文件或网络地址（rtsp://…）。</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Use this camera</source>
        <translation>启用此摄像头</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Use no camera</source>
        <translation>不使用摄像头</translation>
    </message>
    <message>
        <source>Last read: {code}</source>
        <translation>最近读取：{code}</translation>
    </message>
    <message>
        <source>Running · {rate} frames/s</source>
        <translation>运行中 · 每秒 {rate} 帧</translation>
    </message>
    <message>
        <source>No camera in use</source>
        <translation>未启用摄像头</translation>
    </message>
    <message>
        <source>Opening the camera …</source>
        <translation>正在打开摄像头…</translation>
    </message>
    <message>
        <source>The camera gives no picture; it is tried again</source>
        <translation>摄像头没有画面，正在自动重试</translation>
    </message>
</context>
<context>
    <name>DonePanel</name>
    <message>
        <source>Sale complete</source>
        <translation>收款完成</translation>
    </message>
    <message>
        <source>Change due</source>
        <translation>应找零</translation>
    </message>
    <message>
        <source>Points earned: {points}</source>
        <translation>本次获得：{points}</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>重新打印</translation>
    </message>
    <message>
        <source>Receipt as PDF</source>
        <translation>小票存为 PDF</translation>
    </message>
    <message>
        <source>Next customer</source>
        <translation>下一位顾客</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>cash {amount}</source>
        <translation>现金 {amount}</translation>
    </message>
    <message>
        <source>Gift receipt</source>
        <translation>礼品小票</translation>
    </message>
    <message>
        <source>Print a receipt without prices</source>
        <translation>打印不含价格的小票</translation>
    </message>
    <message>
        <source>card {amount}</source>
        <translation>刷卡 {amount}</translation>
    </message>
    <message>
        <source>goes back: {tenders}</source>
        <translation>退还 {tenders}</translation>
    </message>
    <message>
        <source>To pay {amount}</source>
        <translation>应收 {amount}</translation>
    </message>
    <message>
        <source>saved {amount}</source>
        <translation>共优惠 {amount}</translation>
    </message>
    <message>
        <source>Receipt {number} was not printed. The sale is safe; it is printed when the printer is ready.</source>
        <translation>小票 {number} 未打印。交易已安全保存，打印机就绪后会自动打印。</translation>
    </message>
    <message>
        <source>Print receipt</source>
        <translation>打印小票</translation>
    </message>
    <message>
        <source>Receipt {number} is being printed</source>
        <translation>小票 {number} 正在打印</translation>
    </message>
    <message>
        <source>Receipt {number} · not printed</source>
        <translation>小票 {number} · 未打印</translation>
    </message>
    <message>
        <source>Receipt {number} is printed</source>
        <translation>小票 {number} 已打印</translation>
    </message>
    <message>
        <source>Hand out with the receipt: {coupons}</source>
        <translation>随小票赠送：{coupons}</translation>
    </message>
    <message>
        <source>WeChat Pay {amount}</source>
        <translation>微信支付 {amount}</translation>
    </message>
    <message>
        <source>Alipay {amount}</source>
        <translation>支付宝 {amount}</translation>
    </message>
    <message>
        <source>exchanged goods {amount}</source>
        <translation>换货抵扣 {amount}</translation>
    </message>
    <message>
        <source>rounded {amount}</source>
        <translation>抹零 {amount}</translation>
    </message>
    <message>
        <source>gift card {amount}</source>
        <translation>礼品卡 {amount}</translation>
    </message>
    <message>
        <source>stored value {amount}</source>
        <translation>储值 {amount}</translation>
    </message>
    <message>
        <source>Commission (provisional): {amounts}</source>
        <translation>提成（暂估）：{amounts}</translation>
    </message>
</context>
<context>
    <name>DrawEntering</name>
    <message>
        <source>Enter the draw</source>
        <translation>参加抽奖</translation>
    </message>
    <message>
        <source>Enter {draw}? It costs nothing.</source>
        <translation>参加{draw}？免费。</translation>
    </message>
    <message>
        <source>Enter {draw}? Free while the member has free entries, else {points} {name}.</source>
        <translation>参加{draw}？先用免费次数，用完后每次 {points} {name}。</translation>
    </message>
    <message>
        <source>Enter {draw} for {points} {name}?</source>
        <translation>用 {points} {name}参加{draw}？</translation>
    </message>
    <message>
        <source>The result is final.</source>
        <translation>抽奖结果不可撤回。</translation>
    </message>
    <message>
        <source>1 in {count}</source>
        <translation>{count} 分之一</translation>
    </message>
    <message>
        <source>The ledger is drawing …</source>
        <translation>总账正在抽奖……</translation>
    </message>
    <message>
        <source>Drawn: {prize}</source>
        <translation>抽中：{prize}</translation>
    </message>
    <message>
        <source>{prize} was drawn, but its budget is spent.</source>
        <translation>抽中“{prize}”，但奖品预算已用完。</translation>
    </message>
    <message>
        <source>{points} {name} paid.</source>
        <translation>已用 {points} {name}。</translation>
    </message>
    <message>
        <source>A free entry.</source>
        <translation>本次免费。</translation>
    </message>
    <message>
        <source>Entry {number}, check code {code}.</source>
        <translation>第 {number} 次抽奖，核对码 {code}。</translation>
    </message>
    <message>
        <source>The draw is done; its slip is not printed.</source>
        <translation>抽奖已完成，凭证未打印。</translation>
    </message>
    <message>
        <source>The ledger has not said yet what was drawn.</source>
        <translation>总账还没有答复抽奖结果。</translation>
    </message>
    <message>
        <source>Asked again it is the same entry with the same result: nothing is taken twice.</source>
        <translation>再次查询是同一次抽奖，结果相同，积分不会重复扣。</translation>
    </message>
</context>
<context>
    <name>EarningsPresenter</name>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>the ledger knows</source>
        <translation>以总账为准</translation>
    </message>
    <message>
        <source>of it provisional {amount}</source>
        <translation>其中暂估 {amount}</translation>
    </message>
    <message numerus="yes">
        <source>{count} sales</source>
        <translation>
            <numerusform>{count} 笔销售</numerusform>
        </translation>
    </message>
    <message>
        <source>payable now {amount}</source>
        <translation>可结 {amount}</translation>
    </message>
    <message>
        <source>not due yet</source>
        <translation>尚未到结算日</translation>
    </message>
    <message>
        <source>set off later</source>
        <translation>从后续提成中扣抵</translation>
    </message>
    <message>
        <source>nothing is owed</source>
        <translation>无欠款</translation>
    </message>
    <message>
        <source>this day {count}</source>
        <translation>当日 {count}</translation>
    </message>
    <message>
        <source>paid next business day</source>
        <translation>下一工作日结</translation>
    </message>
    <message>
        <source>paid with this day</source>
        <translation>当日结</translation>
    </message>
    <message>
        <source>goods came back</source>
        <translation>退货扣回</translation>
    </message>
    <message>
        <source>provisional</source>
        <translation>暂估</translation>
    </message>
    <message numerus="yes">
        <source>{count} points</source>
        <translation>
            <numerusform>{count} 分</numerusform>
        </translation>
    </message>
    <message>
        <source>What this till alone sold, by the rules that it has. The rest when the ledger answers.</source>
        <translation>仅为本收银台的销售，按本机现有规则计算。其余等总账答复后显示。</translation>
    </message>
    <message>
        <source>As the ledger said at {time}; provisional is what it does not have yet.</source>
        <translation>总账 {time} 的答复；标为暂估的，总账尚未收到。</translation>
    </message>
    <message>
        <source>As the ledger said at {time}.</source>
        <translation>总账 {time} 的答复。</translation>
    </message>
    <message>
        <source>This store has no rules of commission: nobody earns by the line here.</source>
        <translation>本店没有提成规则，销售不计提成。</translation>
    </message>
    <message>
        <source>Nothing earned on this day. Who serves a shopper is named in the basket.</source>
        <translation>这一天没有提成。谁接待顾客，在购物篮里注明。</translation>
    </message>
    <message>
        <source>Sales of this month</source>
        <translation>本月成交笔数</translation>
    </message>
    <message>
        <source>Incentive points of this month</source>
        <translation>本月激励积分</translation>
    </message>
    <message>
        <source>Earned this month</source>
        <translation>本月提成</translation>
    </message>
    <message>
        <source>{count} of {target} · {points} points</source>
        <translation>{count} / {target} · {points} 积分</translation>
    </message>
    <message>
        <source>{count} of {target} · {points} points for each {target}</source>
        <translation>{count}，每满 {target} 得 {points} 积分</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>截至 {day}</translation>
    </message>
    <message numerus="yes">
        <source>{points} points are yours · {until}</source>
        <translation>
            <numerusform>已得 {points} 积分 · {until}</numerusform>
        </translation>
    </message>
    <message>
        <source>incentive task</source>
        <translation>激励任务</translation>
    </message>
    <message>
        <source>what counted was taken back</source>
        <translation>计入的项目已撤回</translation>
    </message>
    <message>
        <source>Hide my number</source>
        <translation>不再显示我的数字</translation>
    </message>
    <message>
        <source>Show my number</source>
        <translation>显示我的数字</translation>
    </message>
    <message>
        <source>Colleagues see your number on the leaderboard.</source>
        <translation>同事现在能在排行榜上看到您的数字。</translation>
    </message>
    <message>
        <source>Colleagues see your place on the leaderboard, and not your number.</source>
        <translation>同事在排行榜上只看到您的名次，看不到数字。</translation>
    </message>
    <message>
        <source>It holds in the store with the next sync.</source>
        <translation>下次同步后在全店生效。</translation>
    </message>
</context>
<context>
    <name>EarningsSide</name>
    <message>
        <source>Tasks</source>
        <extracomment>What fits beside the list on a screen of 768 lines.</extracomment>
        <translation>任务</translation>
    </message>
    <message>
        <source>Leaderboard</source>
        <translation>排行榜</translation>
    </message>
</context>
<context>
    <name>EarningsView</name>
    <message>
        <source>← → another day</source>
        <translation>← → 换一天</translation>
    </message>
    <message>
        <source>This day</source>
        <translation>当日</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>Paid next business day</source>
        <translation>下一工作日结算</translation>
    </message>
    <message>
        <source>Debt</source>
        <translation>欠款</translation>
    </message>
    <message>
        <source>Incentive points</source>
        <translation>激励积分</translation>
    </message>
    <message>
        <source>Earnings, line by line</source>
        <translation>逐行提成</translation>
    </message>
    <message>
        <source>Person: {what}</source>
        <translation>人员：{what}</translation>
    </message>
    <message>
        <source>Day: {what}</source>
        <translation>日期：{what}</translation>
    </message>
    <message>
        <source>Asking …</source>
        <translation>正在询问…</translation>
    </message>
    <message>
        <source>Ask the ledger</source>
        <translation>询问总账</translation>
    </message>
    <message>
        <source>Earnings</source>
        <translation>提成</translation>
    </message>
    <message>
        <source>Store figures</source>
        <translation>门店数据</translation>
    </message>
    <message>
        <source>Guides</source>
        <translation>导购</translation>
    </message>
    <message>
        <source>Guides, their members and join codes</source>
        <translation>导购、会员与邀请码</translation>
    </message>
</context>
<context>
    <name>EmptyBasket</name>
    <message>
        <source>Ready for the next customer</source>
        <translation>请扫描商品或会员码</translation>
    </message>
    <message>
        <source>Scan goods or the member&apos;s code to begin, in any order.</source>
        <translation>先扫商品或先扫会员码都可以，直接扫描即可开始。</translation>
    </message>
    <message>
        <source>Last sale · {amount}</source>
        <translation>上一单已完成 · {amount}</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>重新打印</translation>
    </message>
    <message>
        <source>Print receipt</source>
        <translation>打印小票</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Save the receipt as PDF</source>
        <translation>小票存为 PDF</translation>
    </message>
    <message>
        <source>Parked baskets · {count}</source>
        <translation>取单 · {count}</translation>
    </message>
    <message>
        <source>Parked baskets</source>
        <translation>取单</translation>
    </message>
    <message>
        <source>Give up the exchange</source>
        <extracomment>Heights from which there is room for the picture beside the rest, and for the last sale.</extracomment>
        <translation>取消换货</translation>
    </message>
    <message>
        <source>{amount} of receipt {receipt} come back for them. Nothing has been refunded yet.</source>
        <translation>小票 {receipt} 退回的商品抵 {amount}；目前还没有退款。</translation>
    </message>
    <message>
        <source>Scan the new goods</source>
        <translation>请扫要换的新商品</translation>
    </message>
</context>
<context>
    <name>EnrolmentPresenter</name>
    <message>
        <source>Address and code are both needed.</source>
        <translation>地址和注册码都需要填写。</translation>
    </message>
    <message>
        <source>The till is not enrolled yet.</source>
        <translation>收银台尚未注册。</translation>
    </message>
    <message>
        <source>Check the address and the network, then try again.</source>
        <translation>请检查地址和网络，然后重试。</translation>
    </message>
</context>
<context>
    <name>EnrolmentView</name>
    <message>
        <source>Make this till known to the group</source>
        <translation>将本收银台注册到集团</translation>
    </message>
    <message>
        <source>The group&apos;s office gives you an address and a code. The code works once, for one hour.</source>
        <translation>请向集团总部索取地址和注册码。注册码一小时内有效，只能使用一次。</translation>
    </message>
    <message>
        <source>Ledger address</source>
        <translation>总账地址</translation>
    </message>
    <message>
        <source>Enrolment code</source>
        <translation>注册码</translation>
    </message>
    <message>
        <source>Name of this machine</source>
        <translation>本机名称</translation>
    </message>
    <message>
        <source>for example: counter 2</source>
        <translation>例如：2 号收银台</translation>
    </message>
    <message>
        <source>The till makes its own key, which never leaves this machine, and checks that the ledger is the group&apos;s own.</source>
        <translation>本机会生成自己的密钥，密钥绝不离开本机；同时会核对总账确属本集团。</translation>
    </message>
    <message>
        <source>Asking the ledger …</source>
        <translation>正在联系总账…</translation>
    </message>
    <message>
        <source>Enrol this till</source>
        <translation>注册本收银台</translation>
    </message>
</context>
<context>
    <name>EntryBar</name>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>OK (Enter)</source>
        <translation>确定（Enter）</translation>
    </message>
    <message>
        <source>Cancel (Esc)</source>
        <translation>取消（Esc）</translation>
    </message>
</context>
<context>
    <name>Exchanging</name>
    <message>
        <source>Refund {amount} at the terminal; its reference</source>
        <translation>请在刷卡机上退款 {amount}，并输入参考号</translation>
    </message>
</context>
<context>
    <name>FiguresPresenter</name>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>Nothing was sold and nobody joined in these days. ← goes to the days before.</source>
        <extracomment>What the parts of a unit are, by the unit&apos;s kind.</extracomment>
        <translation>这段时间没有成交，也没有新会员。按 ← 看更早的日期。</translation>
    </message>
    <message>
        <source>Nothing of these days has left the stores yet. A store&apos;s days go out when enough members are together; F6 shows the week or the month.</source>
        <translation>这些天的数据还没有离开门店。门店凑够足够多的会员，当天的数据才会汇出；按 F6 看整周或整月。</translation>
    </message>
    <message>
        <source>Store figures</source>
        <translation>门店数据</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>经营数据</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>本周</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>The group</source>
        <translation>集团</translation>
    </message>
    <message>
        <source>inside the store only</source>
        <translation>仅限门店内部</translation>
    </message>
    <message numerus="yes">
        <source>{count} sales</source>
        <translation>
            <numerusform>{count} 笔</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} sales, {amount}</source>
        <translation>
            <numerusform>{count} 笔，{amount}</numerusform>
        </translation>
    </message>
    <message>
        <source>joined here</source>
        <translation>在本店入会</translation>
    </message>
    <message>
        <source>joined</source>
        <translation>入会</translation>
    </message>
    <message>
        <source>members contacted</source>
        <translation>已联系会员</translation>
    </message>
    <message>
        <source>of {count} that were shown</source>
        <translation>共推荐 {count} 件</translation>
    </message>
    <message>
        <source>In no region</source>
        <translation>不属于任何大区</translation>
    </message>
    <message>
        <source>to members</source>
        <translation>会员成交</translation>
    </message>
    <message>
        <source>members won</source>
        <translation>新会员</translation>
    </message>
    <message>
        <source>tasks done</source>
        <translation>完成任务</translation>
    </message>
    <message>
        <source>suggestions</source>
        <translation>推荐成交</translation>
    </message>
    <message>
        <source>The ledger alone knows other stores&apos; figures; they come when it answers.</source>
        <translation>其他门店的数据只有总账知道，总账应答后显示。</translation>
    </message>
    <message>
        <source>The rest comes when the ledger answers.</source>
        <translation>其余数据等总账答复后显示。</translation>
    </message>
    <message>
        <source>As the ledger said at {time}.</source>
        <translation>总账 {time} 的数据。</translation>
    </message>
    <message numerus="yes">
        <source>{count} entries of this till were not there yet.</source>
        <translation>
            <numerusform>本收银台还有 {count} 条记录尚未计入。</numerusform>
        </translation>
    </message>
    <message>
        <source>Other stores&apos; days come in parcels of at least {k} members; what is not that many yet waits.</source>
        <translation>其他门店的数据按至少 {k} 位会员成批汇出，不足的要等。</translation>
    </message>
    <message>
        <source>Money in {currencies} is not added up.</source>
        <translation>{currencies} 的金额没有计入。</translation>
    </message>
    <message>
        <source>This till has nothing of these days in its journal.</source>
        <translation>本收银台的流水里没有这段时间的记录。</translation>
    </message>
    <message>
        <source>What this till alone has in its journal, the newest of it from {day} {time}.</source>
        <translation>仅本收银台流水中的数据，最新一条为 {day} {time}。</translation>
    </message>
    <message>
        <source>{given} given, {seen} seen</source>
        <translation>发出 {given}，已见 {seen}</translation>
    </message>
    <message>
        <source>coupons</source>
        <translation>发 → 见 → 用</translation>
    </message>
    <message>
        <source>{back} came back, {bought} bought</source>
        <translation>回来 {back}，购买 {bought}</translation>
    </message>
</context>
<context>
    <name>FiguresView</name>
    <message>
        <source>← → before and after</source>
        <translation>← → 前后切换</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>销售额</translation>
    </message>
    <message>
        <source>Sold to members</source>
        <translation>会员成交占比</translation>
    </message>
    <message>
        <source>Members won</source>
        <translation>新会员</translation>
    </message>
    <message>
        <source>Tasks done</source>
        <translation>完成任务</translation>
    </message>
    <message>
        <source>Suggestions bought</source>
        <translation>推荐成交</translation>
    </message>
    <message>
        <source>Look into it</source>
        <translation>查看明细</translation>
    </message>
    <message>
        <source>Figures, row by row</source>
        <translation>逐行数据</translation>
    </message>
    <message>
        <source>Whose: {what}</source>
        <translation>范围：{what}</translation>
    </message>
    <message>
        <source>Earnings</source>
        <translation>提成</translation>
    </message>
    <message>
        <source>Period: {what}</source>
        <translation>周期：{what}</translation>
    </message>
    <message>
        <source>Days: {what}</source>
        <translation>日期：{what}</translation>
    </message>
    <message>
        <source>Asking …</source>
        <translation>查询中…</translation>
    </message>
    <message>
        <source>Ask the ledger</source>
        <translation>查询总账</translation>
    </message>
    <message>
        <source>Coupons used</source>
        <translation>用券</translation>
    </message>
</context>
<context>
    <name>FindingsPanel</name>
    <message>
        <source>What the check found: {count}</source>
        <translation>检查结果：{count} 项</translation>
    </message>
</context>
<context>
    <name>FirstRunPresenter</name>
    <message>
        <source>The file in which the till moves</source>
        <translation>搬迁所用的文件</translation>
    </message>
    <message>
        <source>The code that the old computer showed</source>
        <translation>旧电脑显示的代码</translation>
    </message>
</context>
<context>
    <name>FirstRunView</name>
    <message>
        <source>Set up this till</source>
        <translation>设置本收银台</translation>
    </message>
    <message>
        <source>Which language?</source>
        <translation>选择语言 / Language</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Start the till</source>
        <translation>开始收银</translation>
    </message>
    <message>
        <source>A till moves here from another computer</source>
        <translation>收银台从另一台电脑搬到本机</translation>
    </message>
    <message>
        <source>Everything can be changed later: devices with Ctrl+4, settings with Ctrl+9.</source>
        <translation>以后都可以修改：设备 Ctrl+4，设置 Ctrl+9。</translation>
    </message>
    <message>
        <source>Type this code at the old computer: then it wipes what it still keeps of this till.</source>
        <translation>请在旧电脑上输入此代码，旧电脑随即清除其保留的收银台数据。</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>{till} is ready</source>
        <translation>{till} 已就绪</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>总账</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>扫码枪</translation>
    </message>
    <message>
        <source>Receipt printer</source>
        <translation>小票打印机</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Cash drawer</source>
        <translation>钱箱</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>The till arrives …</source>
        <translation>收银台正在到达…</translation>
    </message>
    <message>
        <source>This computer is {till}.</source>
        <translation>本机是 {till}。</translation>
    </message>
    <message>
        <source>Scan the code that the office printed, or type address and code.</source>
        <translation>扫描总部打印的码，或输入地址和注册码。</translation>
    </message>
    <message>
        <source>The scanner reads.</source>
        <translation>扫码枪可以使用。</translation>
    </message>
    <message>
        <source>If the test came out, go on; else look at the settings above.</source>
        <translation>测试页打出来了就继续，否则检查上面的设置。</translation>
    </message>
    <message>
        <source>The camera gives pictures.</source>
        <translation>摄像头有画面。</translation>
    </message>
    <message>
        <source>If the drawer sprang open, go on; else try the other pin.</source>
        <translation>钱箱弹开了就继续，否则换另一个针脚再试。</translation>
    </message>
    <message>
        <source>Scan any code: goods, a receipt, a member&apos;s code.</source>
        <translation>扫任意一个码：商品、小票或会员码。</translation>
    </message>
    <message>
        <source>Choose the printer, keep it with F8, then print a test with F9.</source>
        <translation>选择打印机，按 F8 保存，再按 F9 打印测试页。</translation>
    </message>
    <message>
        <source>Choose the camera with F5 and hold a code before it.</source>
        <translation>按 F5 选用摄像头，再把条码对准它。</translation>
    </message>
    <message>
        <source>The drawer hangs on the printer: choose its pin, keep it with F8, open it with F10.</source>
        <translation>钱箱接在打印机上：选择针脚，按 F8 保存，按 F10 打开。</translation>
    </message>
</context>
<context>
    <name>FormPanel</name>
    <message>
        <source>Cancel (Esc)</source>
        <translation>取消（Esc）</translation>
    </message>
</context>
<context>
    <name>FundingPage</name>
    <message>
        <source>Gifts count by their worth. Only managers and auditors see this.</source>
        <translation>赠品按价值计算。仅店长与审计可见。</translation>
    </message>
    <message>
        <source>All benefits together</source>
        <translation>优惠合计</translation>
    </message>
    <message>
        <source>The group pays</source>
        <translation>集团承担</translation>
    </message>
    <message>
        <source>Brand {name} pays</source>
        <translation>品牌 {name} 承担</translation>
    </message>
    <message>
        <source>The store pays</source>
        <translation>本店承担</translation>
    </message>
    <message>
        <source>Paid with points</source>
        <translation>积分抵扣</translation>
    </message>
</context>
<context>
    <name>GiftActions</name>
    <message>
        <source>{name} is the member&apos;s, until {date}.</source>
        <translation>已送出 {name}，有效期至 {date}。</translation>
    </message>
    <message>
        <source>{count} left this month. The till has it with the next sync.</source>
        <translation>本月还剩 {count} 张。下次同步后本机即可使用。</translation>
    </message>
    <message>
        <source>Asking the ledger …</source>
        <translation>正在询问总账…</translation>
    </message>
    <message>
        <source>The member has one like it. The same digit again gives it all the same.</source>
        <translation>会员已有类似的券。再按一次同一数字仍然送出。</translation>
    </message>
    <message>
        <source>A digit gives one, in the name of who is signed in. It needs the connection.</source>
        <translation>按数字送券，计入当前登录导购的额度，需要联网。</translation>
    </message>
    <message>
        <source>Guides give no coupons here. The group says which, and how many.</source>
        <translation>本店导购没有送券额度，由集团设定。</translation>
    </message>
    <message>
        <source>Give a coupon</source>
        <translation>送券</translation>
    </message>
    <message>
        <source>Give it</source>
        <translation>送出</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>has: {names}</source>
        <translation>已有：{names}</translation>
    </message>
    <message>
        <source>{count} a month</source>
        <translation>每月 {count} 张</translation>
    </message>
    <message numerus="yes">
        <source>good for {count} days</source>
        <translation>
            <numerusform>{count} 天有效</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GoodsForm</name>
    <message>
        <source>New goods of this store</source>
        <translation>本店新商品</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>品名</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Tax %</source>
        <translation>税率 %</translation>
    </message>
    <message>
        <source>Barcode: scan it, or leave it out</source>
        <translation>条码：扫码，可不填</translation>
    </message>
    <message>
        <source>Note for whoever approves</source>
        <translation>给批准方的说明</translation>
    </message>
    <message>
        <source>Brand</source>
        <translation>品牌</translation>
    </message>
    <message>
        <source>Propose</source>
        <translation>提案</translation>
    </message>
</context>
<context>
    <name>GuideActions</name>
    <message>
        <source>Who served: the whole basket</source>
        <translation>导购：整单</translation>
    </message>
    <message>
        <source>Only the line</source>
        <translation>只这一行</translation>
    </message>
    <message>
        <source>Who served: {name}</source>
        <translation>导购：{name}</translation>
    </message>
    <message>
        <source>The whole basket</source>
        <translation>整单</translation>
    </message>
    <message>
        <source>A digit or a badge gives a guide a part, once more another one. Del takes a guide out.</source>
        <translation>按数字或扫工牌给导购一份，再按一次多一份。Del 移出。</translation>
    </message>
    <message>
        <source>This store has no guides.</source>
        <translation>本店没有导购。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>JoinActions</name>
    <message>
        <source>{name} is a member now.</source>
        <translation>{name} 已成为会员。</translation>
    </message>
    <message>
        <source>This sale earns points already.</source>
        <translation>这一单就开始积分。</translation>
    </message>
    <message>
        <source>Kept: the ledger is told with the next sync.</source>
        <translation>已保存：下次同步时上传总账。</translation>
    </message>
</context>
<context>
    <name>JoinPanel</name>
    <message>
        <source>New member</source>
        <translation>新会员</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Name (may be left out)</source>
        <translation>姓名（可不填）</translation>
    </message>
    <message>
        <source>Birthday: 1120</source>
        <translation>生日：1120</translation>
    </message>
    <message>
        <source>Join code</source>
        <translation>入会码</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>入会</translation>
    </message>
    <message>
        <source>{text} (needed)</source>
        <translation>{text}（必选）</translation>
    </message>
    <message>
        <source>New member · join code of {name}</source>
        <translation>新会员 · {name} 的入会码</translation>
    </message>
    <message>
        <source>agreed</source>
        <translation>已同意</translation>
    </message>
    <message>
        <source>not agreed</source>
        <translation>未同意</translation>
    </message>
    <message>
        <source>This phone is a member&apos;s already. Enter puts them on the basket.</source>
        <translation>这个电话已经是会员。按回车放到购物篮。</translation>
    </message>
    <message>
        <source>Enter goes on. Then read out and press what the shopper agrees to; Enter joins.</source>
        <translation>回车到下一项；向顾客念出授权内容，同意哪条按哪个数字，最后按回车入会。</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Delete the last digit</source>
        <translation>删除末位</translation>
    </message>
</context>
<context>
    <name>LineActions</name>
    <message>
        <source>{quantity} at the manual price: {name}</source>
        <extracomment>A code that could be on goods; anything longer is something else.</extracomment>
        <translation>按改后单价卖 {quantity}：{name}</translation>
    </message>
    <message>
        <source>Weight of {name}</source>
        <translation>重量：{name}</translation>
    </message>
    <message>
        <source>Quantity of {name}</source>
        <translation>数量：{name}</translation>
    </message>
    <message>
        <source>Removed: {name}</source>
        <translation>已移除：{name}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Void a basket of {amount}.</source>
        <translation>作废 {amount} 的购物篮。</translation>
    </message>
    <message>
        <source>As before: {name} × {quantity}</source>
        <translation>已恢复：{name} × {quantity}</translation>
    </message>
    <message>
        <source>More pieces at a manual price</source>
        <translation>更多件数按改后单价卖</translation>
    </message>
    <message>
        <source>Note to the whole sale</source>
        <translation>整单备注</translation>
    </message>
    <message>
        <source>Note to {name} (again: to the whole sale)</source>
        <translation>{name} 的备注（再按一次：整单备注）</translation>
    </message>
    <message>
        <source>the whole basket</source>
        <translation>整单</translation>
    </message>
    <message>
        <source>{what}: {before} → {after}. {why}</source>
        <translation>{what}：{before} → {after}。{why}</translation>
    </message>
    <message>
        <source>Sell at a typed price</source>
        <translation>手工定价卖出</translation>
    </message>
    <message>
        <source>Sell {code} as {name} for {price}: nobody knows these goods.</source>
        <translation>把 {code} 作为“{name}”按 {price} 卖出：系统里没有这件商品。</translation>
    </message>
</context>
<context>
    <name>MachinePresenter</name>
    <message>
        <source>Write the backup to this file</source>
        <translation>把备份写入此文件</translation>
    </message>
    <message>
        <source>The till moves in this file</source>
        <translation>搬迁所用的文件</translation>
    </message>
    <message>
        <source>Type {till} to wipe this computer</source>
        <translation>输入 {till} 以清除本机</translation>
    </message>
    <message>
        <source>Wipe keys and data of this till from this computer</source>
        <translation>从本机清除此收银台的密钥和数据</translation>
    </message>
    <message>
        <source>That is not this till&apos;s name: nothing was changed.</source>
        <translation>这不是本收银台的编号，未作任何更改。</translation>
    </message>
    <message>
        <source>Move this till to another computer; this one sells no more</source>
        <translation>把本收银台搬到另一台电脑；本机不再收银</translation>
    </message>
    <message>
        <source>The backup is in {path} ({size}).</source>
        <translation>备份已写入 {path}（{size}）。</translation>
    </message>
    <message>
        <source>It is encrypted and holds no key.</source>
        <translation>备份已加密，不含密钥。</translation>
    </message>
    <message>
        <source>It is put back with &apos;pos-client restore&apos;, on this computer.</source>
        <translation>可在本机用 &apos;pos-client restore&apos; 恢复。</translation>
    </message>
</context>
<context>
    <name>MachineView</name>
    <message>
        <source>Room and backup</source>
        <extracomment>The till makes a backup a day: a newest one that is older than this is news.</extracomment>
        <translation>空间与备份</translation>
    </message>
    <message>
        <source>A backup is a copy of this till&apos;s data while it sells. It can be opened on this computer only: its keys stay here.</source>
        <translation>备份是收银台数据的副本，收银时也可进行。密钥留在本机，因此备份只能在本机打开。</translation>
    </message>
    <message>
        <source>Back up</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>What the group has signed is fetched and checked by itself, while nobody pays. It is installed while no till runs: by the system where it is set up so, else by a person.</source>
        <translation>集团签发的更新会在空闲时自动下载并核对。设好自动安装的，系统在收银台没有运行时安装；没有设的，打烊后由管设备的人安装。</translation>
    </message>
    <message>
        <source>Move to another computer</source>
        <translation>搬到另一台电脑</translation>
    </message>
    <message>
        <source>The till goes on there with its name, its journal and its settings, in a file that a code opens. This computer then sells no more.</source>
        <translation>收银台的编号、流水和设置装入一个凭代码打开的文件，在另一台电脑上继续。本机随后不再收银。</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>搬迁</translation>
    </message>
    <message>
        <source>Reset this computer</source>
        <translation>重置本机</translation>
    </message>
    <message>
        <source>Wipes keys, journal and members&apos; data. The computer can then be enrolled anew.</source>
        <translation>清除密钥、流水和会员数据。之后本机可以重新注册。</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Trying whether the file can be written …</source>
        <translation>正在检查文件能否写入…</translation>
    </message>
    <message numerus="yes">
        <source>Not at the ledger yet: {count} entries. Nothing is wiped before they are.</source>
        <translation>
            <numerusform>还有 {count} 条记录未到达总账，送达之前不会清除任何数据。</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything this till has done is at the ledger.</source>
        <translation>本机的全部记录都已送达总账。</translation>
    </message>
    <message>
        <source>Neither the ledger nor a setting (Ctrl+9) says where updates are.</source>
        <translation>总账和设置（Ctrl+9）都没有指明更新的位置。</translation>
    </message>
    <message>
        <source>Backing up …</source>
        <translation>正在备份…</translation>
    </message>
    <message>
        <source>{size} are free in {folder}.</source>
        <translation>{folder} 剩余 {size}。</translation>
    </message>
    <message>
        <source>There is no room for new sales.</source>
        <translation>空间不足，不再开始新的销售。</translation>
    </message>
    <message>
        <source>Little room is left.</source>
        <translation>剩余空间不多。</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Look now</source>
        <translation>立即查看</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>正在查看…</translation>
    </message>
    <message>
        <source>This is the newest: {version}.</source>
        <translation>已是最新版本：{version}。</translation>
    </message>
    <message>
        <source>{version} is there; {minimum} has to be installed before it.</source>
        <translation>已有 {version}，须先安装 {minimum}。</translation>
    </message>
    <message>
        <source>{version} is ready. Close the till, then install {path}</source>
        <translation>{version} 已就绪。请关闭收银台，然后安装 {path}</translation>
    </message>
    <message>
        <source>Its own backups go to {folder}: looking …</source>
        <translation>自动备份存放在 {folder}：正在查看…</translation>
    </message>
    <message>
        <source>Its own backups go to {folder}, which is not there or does not answer. Those made before are kept on that disk: connect it, or make the folder, or name another one (Ctrl+9).</source>
        <translation>自动备份应存放在 {folder}，但这个文件夹不在或没有响应。以前的备份都在那块磁盘上。请接上磁盘、建好文件夹，或换一个文件夹（Ctrl+9）。</translation>
    </message>
    <message>
        <source>It makes its own once a day, in {folder}; none is there yet.</source>
        <translation>本机每天自动备份一次，存放在 {folder}；目前还没有。</translation>
    </message>
    <message>
        <source>Its own backups: {count}, the newest of {when}.</source>
        <translation>自动备份：{count} 份，最新的是 {when}。</translation>
    </message>
    <message>
        <source>Its own backups: {count} in {folder}, the newest of {when}.</source>
        <translation>自动备份：{folder} 中有 {count} 份，最新的是 {when}。</translation>
    </message>
    <message>
        <source>There was no room for the last one; the earlier ones are kept.</source>
        <translation>最近一次没有空间，未能备份；已有的都保留着。</translation>
    </message>
    <message>
        <source>The last one could not be written; the earlier ones are kept.</source>
        <translation>最近一次未能写入；已有的都保留着。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Checkout</source>
        <extracomment>A page that is reached from another one, whose place in the rail it has. Sections that not everybody sees, and the right (retail/permissions.py) that opens them.</extracomment>
        <translation>收银</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>小票</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>退货</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>班次</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日联系</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>会员</translation>
    </message>
    <message>
        <source>Sell</source>
        <extracomment>Shorter words, where the others do not fit the rail.</extracomment>
        <translation>收银</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Till {till}</source>
        <translation>收银台 {till}</translation>
    </message>
    <message>
        <source>Audit list</source>
        <translation>操作审计</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>审计</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Open payments</source>
        <translation>待付列表</translation>
    </message>
    <message>
        <source>Unpaid</source>
        <translation>待付</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Earnings</source>
        <translation>提成</translation>
    </message>
    <message>
        <source>Own range</source>
        <translation>自营</translation>
    </message>
    <message>
        <source>Store figures</source>
        <translation>门店数据</translation>
    </message>
    <message>
        <source>Guides</source>
        <translation>导购</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>本机</translation>
    </message>
</context>
<context>
    <name>MemberPanel</name>
    <message>
        <source>No member yet</source>
        <translation>尚未识别会员</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>入会</translation>
    </message>
    <message>
        <source>Make a member of the shopper</source>
        <translation>为顾客办理入会</translation>
    </message>
    <message>
        <source>Scan the member&apos;s code or card, or type the last digits of the phone.</source>
        <translation>请扫会员码或会员卡，也可以输入手机尾号查找。</translation>
    </message>
    <message>
        <source>Take the member off this basket</source>
        <translation>取消本单会员</translation>
    </message>
    <message>
        <source>The member&apos;s profile (Ctrl+M)</source>
        <translation>会员档案（Ctrl+M）</translation>
    </message>
    <message>
        <source>What the member agrees to</source>
        <translation>会员的授权</translation>
    </message>
    <message>
        <source>Services and rewards of the member</source>
        <translation>会员的服务与积分兑换</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>会员</translation>
    </message>
    <message>
        <source>birthday today</source>
        <translation>今天生日</translation>
    </message>
    <message>
        <source>Member code verified</source>
        <translation>会员码已验证</translation>
    </message>
    <message>
        <source>By card number: coupons and points need the code</source>
        <translation>凭卡号识别 · 用券和积分需会员码</translation>
    </message>
    <message>
        <source>By search: coupons and points need the code</source>
        <translation>凭查找识别 · 用券和积分需会员码</translation>
    </message>
    <message>
        <source>Facts {age}: too old for tiers and plans offline</source>
        <translation>资料为{age}：过旧，断网时不享等级与付费会员权益</translation>
    </message>
    <message>
        <source>facts from the code, {age}</source>
        <translation>资料来自会员码，{age}</translation>
    </message>
    <message>
        <source>facts {age}</source>
        <translation>资料更新于 {age}</translation>
    </message>
    <message>
        <source>{amount} to {tier}</source>
        <translation>差 {amount} 升{tier}</translation>
    </message>
    <message>
        <source>Paid web orders of the member</source>
        <translation>会员已付款的网上订单</translation>
    </message>
    <message>
        <source>Joined here: coupons and points need the code</source>
        <translation>在本店入会：用券和积分须出示会员码</translation>
    </message>
    <message>
        <source>{label}: {source}, {percent}% sure</source>
        <translation>{label}：{source}，可信度 {percent}%</translation>
    </message>
    <message>
        <source>until {date}</source>
        <translation>至{date}</translation>
    </message>
    <message>
        <source>Tags of other systems</source>
        <translation>其他系统的标签</translation>
    </message>
    <message>
        <source>Look at the member&apos;s stored value, or add to it</source>
        <translation>查看会员储值或充值</translation>
    </message>
    <message>
        <source>{tier}, until {date}</source>
        <translation>{tier}，有效期至 {date}</translation>
    </message>
    <message>
        <source>{count} end on {date}</source>
        <translation>{count} 分 {date} 到期</translation>
    </message>
    <message>
        <source>Wishes, and goods put aside</source>
        <translation>心愿单与留货</translation>
    </message>
</context>
<context>
    <name>OffersPanel</name>
    <message>
        <source>Coupons and offers</source>
        <translation>优惠券与活动</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选券</translation>
    </message>
    <message>
        <source>Back to the best combination</source>
        <translation>恢复最优组合</translation>
    </message>
    <message>
        <source>Spend another number of points</source>
        <translation>自定积分数</translation>
    </message>
    <message>
        <source>Offers appear here as soon as there are goods in the basket.</source>
        <translation>加入商品后，这里显示可用的优惠。</translation>
    </message>
    <message>
        <source>No offer or coupon for this basket.</source>
        <translation>本单没有可用的优惠或券。</translation>
    </message>
    <message numerus="yes">
        <source>{points} points pay {amount}</source>
        <translation>
            <numerusform>{points} 积分抵扣 {amount}</numerusform>
        </translation>
    </message>
    <message>
        <source>Use none</source>
        <translation>不用积分</translation>
    </message>
    <message>
        <source>Pay with points</source>
        <translation>积分抵扣</translation>
    </message>
    <message>
        <source>only with the connection</source>
        <translation>联网时才可使用</translation>
    </message>
    <message>
        <source>too few for this basket</source>
        <translation>本单用不上</translation>
    </message>
    <message numerus="yes">
        <source>{points} points for {amount}?</source>
        <translation>
            <numerusform>用 {points} 积分抵 {amount}？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{points} points left; Esc: no</source>
        <translation>
            <numerusform>用后剩 {points} 分 · Esc 不用</numerusform>
        </translation>
    </message>
    <message>
        <source>Spend</source>
        <translation>确认使用</translation>
    </message>
    <message>
        <source>up to {amount}</source>
        <translation>可抵 {amount}</translation>
    </message>
    <message>
        <source>Use max</source>
        <translation>尽量多用</translation>
    </message>
    <message>
        <source>Press again: the swap is final</source>
        <translation>再按一次：换券后不可撤销</translation>
    </message>
    <message>
        <source>Swap {label} for {larger}</source>
        <translation>{label} 换成 {larger}</translation>
    </message>
    <message>
        <source>Who pays for it</source>
        <translation>费用由谁承担</translation>
    </message>
    <message>
        <source>Esc: back</source>
        <translation>Esc 返回</translation>
    </message>
    <message>
        <source>the best</source>
        <translation>已选最优组合</translation>
    </message>
    <message>
        <source>max {points} offline</source>
        <translation>断网最多可用 {points}</translation>
    </message>
    <message>
        <source>{points} held</source>
        <translation>可用 {points} 分</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>恢复最优</translation>
    </message>
    <message>
        <source>Enter: on/off · Esc</source>
        <translation>Enter 用/不用 · Esc</translation>
    </message>
    <message>
        <source>Services and rewards</source>
        <translation>服务与兑换</translation>
    </message>
    <message>
        <source>Tiers and points, program by program</source>
        <translation>各品牌等级与积分</translation>
    </message>
    <message>
        <source>Tiers and points</source>
        <translation>等级与积分</translation>
    </message>
</context>
<context>
    <name>OfflinePanel</name>
    <message>
        <source>Benefits without a connection</source>
        <translation>断网时可用的权益</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>还有 {count} 项</translation>
    </message>
    <message>
        <source>Tiers and plans count for {hours} h after the last word of the ledger.</source>
        <translation>等级与付费会员权益在总账最后一次更新后 {hours} 小时内有效。</translation>
    </message>
    <message>
        <source>{left} held here</source>
        <translation>本机保留 {left} 张</translation>
    </message>
    <message>
        <source>until {time} or later</source>
        <translation>至少至 {time}</translation>
    </message>
    <message>
        <source>members: {count}</source>
        <translation>{count} 位会员</translation>
    </message>
    <message>
        <source>offers: {count}</source>
        <translation>{count} 项优惠</translation>
    </message>
    <message>
        <source>Members&apos; coupons</source>
        <translation>会员券</translation>
    </message>
    <message>
        <source>{left} of {granted} left</source>
        <translation>{granted} 中剩 {left}</translation>
    </message>
    <message>
        <source>Members&apos; points</source>
        <translation>会员积分</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>积分</translation>
    </message>
    <message>
        <source>{used} of {limit} used offline</source>
        <translation>断网已用 {used} / {limit}</translation>
    </message>
    <message>
        <source>Only with a connection</source>
        <translation>仅限联网时</translation>
    </message>
</context>
<context>
    <name>PaperPreview</name>
    <message>
        <source>Paper</source>
        <translation>票面</translation>
    </message>
    <message>
        <source>The receipt as it is printed</source>
        <translation>小票打印效果</translation>
    </message>
    <message>
        <source>Gift</source>
        <translation>礼品</translation>
    </message>
    <message>
        <source>Show the receipt without prices</source>
        <translation>查看不含价格的小票</translation>
    </message>
    <message>
        <source>{width} mm</source>
        <translation>{width} 毫米</translation>
    </message>
    <message>
        <source>Show the other width of paper</source>
        <translation>切换纸宽</translation>
    </message>
</context>
<context>
    <name>ParkingActions</name>
    <message>
        <source>The basket from before the interruption is back.</source>
        <extracomment>After a scan the open basket is written down when so long nothing more was scanned; what pays for it, at once.</extracomment>
        <translation>中断前的那一单回来了。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Payments taken before do not fit its price any more: {taken}.</source>
        <translation>此前收的款与现在的价格对不上：{taken}。</translation>
    </message>
    <message>
        <source>Enter them again at payment, or give the money back.</source>
        <translation>付款时请重新录入，或把钱退给顾客。</translation>
    </message>
    <message>
        <source>The goods that came back for it are not counted any more.</source>
        <translation>为它退回的商品不再计入。</translation>
    </message>
    <message>
        <source>Take them back again, from the receipts.</source>
        <translation>请从小票页重新办理退回。</translation>
    </message>
    <message>
        <source>Scan the member&apos;s code again.</source>
        <translation>请重新扫会员码。</translation>
    </message>
    <message>
        <source>This till does not know its member.</source>
        <translation>本收银台没有这位会员的资料。</translation>
    </message>
    <message>
        <source>Park the basket. A name, if you like</source>
        <translation>挂单。可以起个名字</translation>
    </message>
    <message>
        <source>Show as a code</source>
        <translation>显示挂单码</translation>
    </message>
    <message>
        <source>The basket is parked.</source>
        <translation>这一单已挂起。</translation>
    </message>
    <message>
        <source>Asking the ledger …</source>
        <translation>正在询问总账……</translation>
    </message>
    <message>
        <source>Looking for baskets of the other tills …</source>
        <translation>正在查找其他收银台的挂单……</translation>
    </message>
    <message>
        <source>No connection: only this till&apos;s baskets are shown.</source>
        <translation>没有连接：只显示本机的挂单。</translation>
    </message>
    <message>
        <source>No basket is parked.</source>
        <translation>没有挂单。</translation>
    </message>
    <message>
        <source>As a code</source>
        <translation>挂单码</translation>
    </message>
    <message>
        <source>Parked baskets</source>
        <translation>挂单</translation>
    </message>
    <message>
        <source>Take up</source>
        <translation>取单</translation>
    </message>
    <message>
        <source>Till {till}</source>
        <translation>收银台 {till}</translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>The basket is back, at today&apos;s prices.</source>
        <translation>这一单回来了，按现在的价格。</translation>
    </message>
    <message numerus="yes">
        <source>{count} pieces</source>
        <translation>
            <numerusform>{count} 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} lines</source>
        <translation>
            <numerusform>{count} 行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PayPanel</name>
    <message>
        <source>To pay</source>
        <translation>应收</translation>
    </message>
    <message>
        <source>Take payment</source>
        <translation>收款</translation>
    </message>
    <message>
        <source>saves {amount}</source>
        <translation>已优惠 {amount}</translation>
    </message>
    <message>
        <source>Take payment of {amount}</source>
        <translation>收款 {amount}</translation>
    </message>
    <message>
        <source>{wallet} of the member&apos;s code: {amount}</source>
        <translation>用会员码里的{wallet}付 {amount}</translation>
    </message>
    <message>
        <source>To give back</source>
        <translation>应退</translation>
    </message>
    <message>
        <source>exchange: {amount} comes back</source>
        <translation>换货：退回商品值 {amount}</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>换货</translation>
    </message>
    <message>
        <source>Give {amount} back</source>
        <translation>退还 {amount}</translation>
    </message>
</context>
<context>
    <name>PaymentsPresenter</name>
    <message>
        <source>Asking …</source>
        <translation>正在查询……</translation>
    </message>
    <message>
        <source>Transaction number in the operator&apos;s records</source>
        <translation>商户平台上的交易号</translation>
    </message>
    <message>
        <source>Where it was looked up that nothing was paid</source>
        <translation>在哪里查到没有付款</translation>
    </message>
    <message>
        <source>How a payment ended is set down by hand</source>
        <translation>人工登记付款结果</translation>
    </message>
    <message>
        <source>A waiting basket is voided</source>
        <translation>作废等待付款的一单</translation>
    </message>
</context>
<context>
    <name>PaymentsView</name>
    <message>
        <source>Open payments</source>
        <translation>待付列表</translation>
    </message>
    <message>
        <source>Every payment is known. One whose answer is missing appears here until it is.</source>
        <translation>所有付款都已有结果。没有答复的付款会出现在这里，直到查明。</translation>
    </message>
    <message>
        <source>Ask now</source>
        <translation>立即查询</translation>
    </message>
    <message>
        <source>Cancel and give back</source>
        <translation>取消并退回</translation>
    </message>
    <message>
        <source>Each of these baskets is paid once at most, and each refund given once. They are asked for by themselves, also after a restart: go on with the next shopper.</source>
        <translation>列表中的每个购物篮最多付款一次，每笔退款只退一次。系统会自动查询，重启后也会继续：请接待下一位顾客。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Paid, by evidence</source>
        <translation>凭据确认已付</translation>
    </message>
    <message>
        <source>Given, by evidence</source>
        <translation>凭据确认已退</translation>
    </message>
    <message>
        <source>Not paid, by evidence</source>
        <translation>凭据确认未付</translation>
    </message>
    <message>
        <source>Give in cash</source>
        <translation>改退现金</translation>
    </message>
    <message>
        <source>Void basket</source>
        <translation>作废此单</translation>
    </message>
    <message>
        <source>Fetch basket</source>
        <translation>取回此单</translation>
    </message>
</context>
<context>
    <name>PickupActions</name>
    <message>
        <source>Handed over: {orders}</source>
        <translation>已交付：{orders}</translation>
    </message>
    <message>
        <source>Scan the member&apos;s own code before anything is handed over.</source>
        <translation>交付前请扫会员本人的会员码。</translation>
    </message>
    <message>
        <source>A digit chooses an order, Enter hands over what is chosen. It cannot be taken back.</source>
        <translation>按数字选订单，按 Enter 交付所选订单。交付后不能撤回。</translation>
    </message>
    <message>
        <source>Paid web orders</source>
        <translation>已付款的网上订单</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>交付</translation>
    </message>
    <message>
        <source>No order waits here.</source>
        <translation>这里没有待取的订单。</translation>
    </message>
    <message numerus="yes">
        <source>{count} pieces</source>
        <translation>
            <numerusform>{count} 件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PinBar</name>
    <message>
        <source>PIN</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Asking the ledger …</source>
        <translation>正在询问总账…</translation>
    </message>
</context>
<context>
    <name>PointsExchanging</name>
    <message>
        <source>Exchange</source>
        <translation>兑换</translation>
    </message>
    <message>
        <source>How many of {has} {name} points? In steps of {step}; {points} give {gives}.</source>
        <translation>{name}共 {has}，兑换多少？每 {step} 起，{points} 换 {gives}</translation>
    </message>
    <message>
        <source>Exchange {points} {name} for {gives} {other}?</source>
        <translation>用 {points} {name}兑换 {gives} {other}？</translation>
    </message>
    <message>
        <source>It cannot be taken back.</source>
        <translation>兑换后不可撤回。</translation>
    </message>
    <message>
        <source>{name}: {before} → {after}; {other}: {other_before} → {other_after}.</source>
        <translation>{name}：{before} → {after}；{other}：{other_before} → {other_after}。</translation>
    </message>
    <message>
        <source>Asking the ledger for the exchange …</source>
        <translation>正在向总账申请兑换……</translation>
    </message>
    <message>
        <source>{points} {name} became {gives} {other}.</source>
        <translation>已将 {points} {name}兑换为 {gives} {other}。</translation>
    </message>
    <message>
        <source>The exchange is done; its slip is not printed.</source>
        <translation>兑换已完成，凭证尚未打印。</translation>
    </message>
    <message>
        <source>The ledger has not said yet whether the points were exchanged.</source>
        <translation>总账尚未答复积分是否已兑换。</translation>
    </message>
    <message>
        <source>Asked again it is the same exchange: it is never done twice.</source>
        <translation>再次询问仍是同一笔兑换，不会重复。</translation>
    </message>
</context>
<context>
    <name>PossiblePanel</name>
    <message>
        <source>What you can do now</source>
        <translation>现在可以做什么</translation>
    </message>
    <message>
        <source>Details are below: PgDn, PgUp</source>
        <translation>详情在下方：PgDn、PgUp</translation>
    </message>
    <message>
        <source>Cash and card</source>
        <translation>现金与刷卡</translation>
    </message>
    <message>
        <source>WeChat Pay and Alipay</source>
        <translation>微信支付与支付宝</translation>
    </message>
    <message>
        <source>Prices and promotions</source>
        <translation>价格与促销</translation>
    </message>
    <message>
        <source>Coupons</source>
        <translation>优惠券</translation>
    </message>
    <message>
        <source>Spending points</source>
        <translation>使用积分</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>会员</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>退货</translation>
    </message>
    <message>
        <source>Of other tills</source>
        <translation>其他收银台的业务</translation>
    </message>
    <message>
        <source>as always</source>
        <translation>一切照常</translation>
    </message>
    <message>
        <source>one of the two cannot be reached</source>
        <translation>其中一个暂时连不上</translation>
    </message>
    <message>
        <source>not now: take cash or card</source>
        <translation>暂不可用：请收现金或刷卡</translation>
    </message>
    <message>
        <source>without tiers and paid memberships</source>
        <translation>等级与付费会员权益暂停</translation>
    </message>
    <message>
        <source>{count} held here; the list says of others</source>
        <translation>本机保留 {count} 张；其余看券上提示</translation>
    </message>
    <message>
        <source>{count} held here; all earn</source>
        <translation>本机保留 {count} 分；积分照常累计</translation>
    </message>
    <message>
        <source>within this till&apos;s limit; all earn</source>
        <translation>在本机限额内可用；积分照常累计</translation>
    </message>
    <message>
        <source>not now; all earn</source>
        <translation>暂不可用；积分照常累计</translation>
    </message>
    <message>
        <source>known members, code or card</source>
        <translation>可识别本店会员、会员码和会员卡</translation>
    </message>
    <message>
        <source>of this till&apos;s own sales</source>
        <translation>仅限本机售出的商品</translation>
    </message>
    <message>
        <source>baskets, web orders, cases: not now</source>
        <translation>挂单、网上订单、案件：暂不可用</translation>
    </message>
</context>
<context>
    <name>PricePanel</name>
    <message>
        <source>New price</source>
        <translation>改后单价</translation>
    </message>
    <message>
        <source>Percent off</source>
        <translation>减百分比</translation>
    </message>
    <message>
        <source>Amount off</source>
        <translation>减金额</translation>
    </message>
    <message>
        <source>Back to the list price</source>
        <translation>恢复原价</translation>
    </message>
    <message>
        <source>Why? Enter, then the number of the reason.</source>
        <translation>为什么？按 Enter，再按原因的数字。</translation>
    </message>
    <message>
        <source>in a few words, then Enter</source>
        <translation>写几个字说明，再按 Enter</translation>
    </message>
    <message>
        <source>The reason in words</source>
        <translation>原因说明</translation>
    </message>
    <message>
        <source>Discount on the whole basket</source>
        <translation>整单优惠</translation>
    </message>
    <message>
        <source>Only the line</source>
        <translation>只改这一行</translation>
    </message>
    <message>
        <source>Price of {name}</source>
        <translation>改价：{name}</translation>
    </message>
    <message>
        <source>Whole basket</source>
        <translation>整单</translation>
    </message>
    <message>
        <source>Type it: = new price, % percent off, - amount off.</source>
        <translation>请输入：= 改后单价，% 减百分比，- 减金额。</translation>
    </message>
    <message>
        <source>{before} → {after}</source>
        <translation>{before} → {after}</translation>
    </message>
    <message>
        <source>{change} · a manager must allow this</source>
        <translation>{change} · 需要店长授权</translation>
    </message>
</context>
<context>
    <name>PrinterCard</name>
    <message>
        <source>Receipt printer</source>
        <translation>小票打印机</translation>
    </message>
    <message>
        <source>tcp:HOST:PORT, usb: for the USB printer, serial:PORT:BAUD, file:PATH; empty for none.</source>
        <translation>网络 tcp:主机:端口，USB 填 usb:，串口 serial:端口:波特率，或 file:路径；留空则不用。</translation>
    </message>
    <message>
        <source>Width of the paper</source>
        <translation>纸宽</translation>
    </message>
    <message>
        <source>58 mm paper</source>
        <translation>58 毫米纸</translation>
    </message>
    <message>
        <source>80 mm paper</source>
        <translation>80 毫米纸</translation>
    </message>
    <message>
        <source>Cash drawer</source>
        <translation>钱箱</translation>
    </message>
    <message>
        <source>No drawer</source>
        <translation>无钱箱</translation>
    </message>
    <message>
        <source>Drawer, pin 2</source>
        <translation>钱箱 2 号针</translation>
    </message>
    <message>
        <source>Drawer, pin 5</source>
        <translation>钱箱 5 号针</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Keep this printer</source>
        <translation>保存打印机设置</translation>
    </message>
    <message>
        <source>Open drawer</source>
        <translation>开钱箱</translation>
    </message>
    <message>
        <source>Print a test</source>
        <translation>打印测试页</translation>
    </message>
    <message>
        <source>Printing …</source>
        <translation>正在打印…</translation>
    </message>
</context>
<context>
    <name>ProfilePresenter</name>
    <message>
        <source>Refused</source>
        <translation>未受理</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>会员</translation>
    </message>
    <message>
        <source>Why do you need to see it?</source>
        <translation>为什么需要看完整资料？</translation>
    </message>
    <message>
        <source>The reason is written down, with your name, before anything is shown.</source>
        <translation>显示之前，会记下您的姓名和原因。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Note for the desks of this store</source>
        <translation>给本店同事的备注</translation>
    </message>
    <message>
        <source>Which note is to be removed?</source>
        <translation>要删除哪一条备注？</translation>
    </message>
    <message>
        <source>Its words go from all desks of the store. A manager may remove anybody&apos;s.</source>
        <translation>内容会从本店所有收银台上消失。店长可以删除任何人的备注。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>ProfileView</name>
    <message>
        <source>Nobody is shown</source>
        <translation>还没有选会员</translation>
    </message>
    <message>
        <source>Scan the member&apos;s code or card, or type a name, initials or the last digits of the phone.</source>
        <translation>扫会员码或会员卡，或输入姓名、拼音首字母、手机尾号。</translation>
    </message>
    <message>
        <source>To the basket</source>
        <translation>开单</translation>
    </message>
    <message>
        <source>Put this member on the basket</source>
        <translation>把这位会员放进购物篮</translation>
    </message>
    <message>
        <source>Back to the checkout</source>
        <translation>返回收银</translation>
    </message>
    <message>
        <source>Show in full</source>
        <translation>显示完整资料</translation>
    </message>
    <message>
        <source>Show name, phone and birthday in full</source>
        <translation>显示完整的姓名、手机和生日</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>写备注</translation>
    </message>
    <message>
        <source>Remove a note</source>
        <translation>删除备注</translation>
    </message>
    <message>
        <source>Ask the ledger</source>
        <translation>询问总账</translation>
    </message>
    <message>
        <source>Wish</source>
        <translation>心愿</translation>
    </message>
    <message>
        <source>Note goods that they wish for</source>
        <translation>记下会员想要的商品</translation>
    </message>
</context>
<context>
    <name>ProgramsPage</name>
    <message>
        <source>Programs of the member</source>
        <translation>会员的各个计划</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>兑换</translation>
    </message>
    <message>
        <source>Exchange points</source>
        <translation>积分兑换</translation>
    </message>
    <message>
        <source>Green: what this basket brings</source>
        <translation>绿字：本单所得与等级优惠</translation>
    </message>
    <message>
        <source>Enter the draw</source>
        <translation>参加抽奖</translation>
    </message>
</context>
<context>
    <name>PurchaseSearch</name>
    <message>
        <source>all stores and web, {shown} of {all}</source>
        <translation>全部门店和线上，{shown} / {all}</translation>
    </message>
    <message>
        <source>, the oldest not searched</source>
        <translation>，最早的未搜索</translation>
    </message>
    <message>
        <source>Nothing found in all that they bought.</source>
        <translation>在全部购买记录里没有找到。</translation>
    </message>
    <message>
        <source>the newest {count}</source>
        <translation>最近 {count} 条</translation>
    </message>
    <message>
        <source>asking the ledger …</source>
        <translation>正在询问总账…</translation>
    </message>
    <message>
        <source>the newest {count}; no connection for the others</source>
        <translation>最近 {count} 条；其余的要联网才能查</translation>
    </message>
    <message>
        <source>Nothing bought yet.</source>
        <translation>还没有购买记录。</translation>
    </message>
    <message>
        <source>This till was not told what they bought. With a connection, Everywhere asks the ledger.</source>
        <translation>这台收银台没有购买记录。联网后按“查全部”询问总账。</translation>
    </message>
    <message>
        <source>Not among the newest. Enter looks through everything that they bought.</source>
        <translation>最近的记录里没有。按 Enter 查全部购买记录。</translation>
    </message>
</context>
<context>
    <name>PurchasesPanel</name>
    <message>
        <source>Purchases</source>
        <translation>购买记录</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search the purchases</source>
        <translation>搜索购买记录</translation>
    </message>
    <message>
        <source>Purchases, the newest first</source>
        <translation>购买记录，最新的在前</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>查全部</translation>
    </message>
    <message>
        <source>Ask the ledger for all purchases</source>
        <translation>向总账查询全部购买记录</translation>
    </message>
</context>
<context>
    <name>RainCheckActions</name>
    <message>
        <source>A rain check for {name}</source>
        <translation>为 {name} 开缺货券</translation>
    </message>
    <message>
        <source>Rain check: {name} × {count} at {price}</source>
        <translation>缺货券：{name} × {count}，单价 {price}</translation>
    </message>
    <message>
        <source>It is being printed, and the line is out of the basket.</source>
        <translation>正在打印，该商品已移出购物篮。</translation>
    </message>
    <message>
        <source>The rain check counts, and is not printed yet.</source>
        <translation>缺货券已生效，但还没有打印。</translation>
    </message>
    <message>
        <source>Print it again</source>
        <translation>重新打印</translation>
    </message>
</context>
<context>
    <name>RangePresenter</name>
    <message>
        <source>{person}: type your PIN once more. The ledger asks who proposes.</source>
        <translation>{person}：请再输一次密码，总账要确认由谁提案。</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>more follow</source>
        <translation>还有更多</translation>
    </message>
    <message>
        <source>{count} of the store&apos;s own</source>
        <translation>自营 {count} 款</translation>
    </message>
    <message>
        <source>Asking the ledger …</source>
        <translation>正在询问总账……</translation>
    </message>
    <message>
        <source>No proposal in this state. F4 proposes goods, F7 finds goods to price.</source>
        <translation>没有此状态的提案。F4 提报新商品，F7 找商品定价。</translation>
    </message>
    <message>
        <source>Nothing found. F7 looks for something else.</source>
        <translation>没有找到。按 F7 再找。</translation>
    </message>
    <message>
        <source>This store has no goods or prices of its own. F4 proposes goods, F7 finds goods to price.</source>
        <translation>本店还没有自营商品或自定价格。F4 提报新商品，F7 找商品定价。</translation>
    </message>
    <message>
        <source>Name, initials, SKU or barcode</source>
        <translation>品名、拼音首字母、货号或条码</translation>
    </message>
    <message>
        <source>Who approves? Their number in the group</source>
        <translation>由谁批准？请输入其集团工号</translation>
    </message>
    <message>
        <source>New price of {name} here</source>
        <translation>{name}在本店的新价格</translation>
    </message>
    <message>
        <source>Why not? The store reads it</source>
        <translation>拒绝原因（门店可见）</translation>
    </message>
    <message>
        <source>Why is it taken back? Enter does it, Esc leaves it</source>
        <translation>为什么撤回？Enter 撤回，Esc 保留</translation>
    </message>
    <message>
        <source>Their secret</source>
        <translation>其密钥</translation>
    </message>
    <message>
        <source>Proposed. It counts when {brands} approves.</source>
        <translation>已提案，{brands}批准后生效。</translation>
    </message>
    <message>
        <source>Until then everything is sold as before.</source>
        <translation>在此之前一切照旧。</translation>
    </message>
    <message>
        <source>Approved: the tills have it with their next sync.</source>
        <translation>已批准：收银台下次同步后生效。</translation>
    </message>
    <message>
        <source>Send it again</source>
        <translation>重新发送</translation>
    </message>
</context>
<context>
    <name>RangeView</name>
    <message>
        <source>Propose a price</source>
        <translation>提出价格</translation>
    </message>
    <message>
        <source>Group&apos;s price again</source>
        <translation>恢复集团价</translation>
    </message>
    <message>
        <source>Sell it no more</source>
        <translation>不再销售</translation>
    </message>
    <message>
        <source>Sell it again</source>
        <translation>恢复销售</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Find goods</source>
        <translation>找商品</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>找商品</translation>
    </message>
    <message>
        <source>New goods</source>
        <translation>新商品</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新商品</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>The chosen goods or proposal</source>
        <translation>所选商品或提案</translation>
    </message>
    <message>
        <source>Own goods, prices and proposals</source>
        <translation>自营商品、价格与提案</translation>
    </message>
    <message>
        <source>Own goods and prices</source>
        <translation>自营商品与价格</translation>
    </message>
    <message>
        <source>Goods found</source>
        <translation>找到的商品</translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation>提案</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>自营</translation>
    </message>
    <message>
        <source>State: {what}</source>
        <translation>状态：{what}</translation>
    </message>
    <message>
        <source>Brand&apos;s approval</source>
        <translation>品牌批准</translation>
    </message>
    <message>
        <source>Somebody of a brand approves here</source>
        <translation>品牌方在此批准</translation>
    </message>
    <message>
        <source>History</source>
        <translation>经过</translation>
    </message>
</context>
<context>
    <name>ReceiptsPresenter</name>
    <message>
        <source>Printing …</source>
        <translation>正在打印…</translation>
    </message>
    <message>
        <source>The receipt was printed again, as a copy.</source>
        <translation>小票已重新打印（副本）。</translation>
    </message>
    <message>
        <source>The receipt is printed.</source>
        <translation>小票已打印。</translation>
    </message>
    <message>
        <source>The gift receipt is printed.</source>
        <translation>礼品小票已打印。</translation>
    </message>
    <message>
        <source>Save the receipt as</source>
        <translation>小票保存为</translation>
    </message>
    <message>
        <source>Receipt number, time, or amount</source>
        <translation>小票号、时间或金额</translation>
    </message>
    <message>
        <source>Receipt saved: {path}</source>
        <translation>小票已保存：{path}</translation>
    </message>
</context>
<context>
    <name>ReceiptsView</name>
    <message>
        <source>Receipts of this till</source>
        <translation>本收银台的小票</translation>
    </message>
    <message>
        <source>No sale yet. Completed sales appear here, newest first.</source>
        <translation>还没有交易。完成的交易会显示在这里，最新的在最前。</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Return goods</source>
        <translation>退货</translation>
    </message>
    <message>
        <source>Void last</source>
        <translation>作废上一笔</translation>
    </message>
    <message>
        <source>Other tills</source>
        <translation>其他收银台</translation>
    </message>
    <message>
        <source>Sales of other tills, or of a member</source>
        <translation>其他收银台的销售，或某位会员的购买</translation>
    </message>
    <message>
        <source>No receipt</source>
        <translation>无小票</translation>
    </message>
    <message>
        <source>Take goods back without a receipt</source>
        <translation>无小票退货</translation>
    </message>
    <message>
        <source>Gift receipt</source>
        <translation>礼品小票</translation>
    </message>
    <message>
        <source>Print a receipt without prices</source>
        <translation>打印不含价格的小票</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>重新打印</translation>
    </message>
    <message>
        <source>Print the {count} that are missing</source>
        <translation>打印未打印的 {count} 张</translation>
    </message>
    <message>
        <source>Print receipt</source>
        <translation>打印小票</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>存为 PDF</translation>
    </message>
    <message>
        <source>Reprints say COPY.</source>
        <translation>重新打印的小票会注明“副本”。</translation>
    </message>
    <message>
        <source>Who pays, who earns</source>
        <translation>谁承担、谁得益</translation>
    </message>
</context>
<context>
    <name>RefundActions</name>
    <message>
        <source>Asking …</source>
        <translation>正在查询……</translation>
    </message>
    <message>
        <source>Refund number in the operator&apos;s records</source>
        <translation>支付机构记录中的退款单号</translation>
    </message>
    <message>
        <source>Where it was looked up that nothing was given back</source>
        <translation>在何处查到确实没有退款</translation>
    </message>
    <message>
        <source>A refund is set down by hand as given</source>
        <translation>手工登记退款已完成</translation>
    </message>
    <message>
        <source>{amount} in cash instead of by {wallet}</source>
        <translation>{amount} 改退现金，不走{wallet}</translation>
    </message>
    <message>
        <source>Give the shopper {amount} in cash.</source>
        <translation>请退给顾客现金 {amount}。</translation>
    </message>
</context>
<context>
    <name>ReturnWords</name>
    <message>
        <source>Scan the goods, or choose them with + and −</source>
        <translation>请扫描要退的商品，或用 + / − 选择</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>银行卡</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>The shopper pays</source>
        <translation>顾客补付</translation>
    </message>
    <message>
        <source>{wallet}, given back by itself</source>
        <translation>{wallet}（自动退回）</translation>
    </message>
    <message>
        <source>Gifts that are kept</source>
        <translation>未退回的赠品</translation>
    </message>
    <message>
        <source>Points given back</source>
        <translation>退回积分</translation>
    </message>
    <message>
        <source>Points taken back ({program})</source>
        <translation>扣回积分（{program}）</translation>
    </message>
    <message>
        <source>Coupons given back</source>
        <translation>退回优惠券</translation>
    </message>
    <message>
        <source>changed their mind</source>
        <translation>不想要了</translation>
    </message>
    <message>
        <source>faulty goods</source>
        <translation>商品有问题</translation>
    </message>
    <message>
        <source>wrong goods</source>
        <translation>买错商品</translation>
    </message>
    <message>
        <source>another reason</source>
        <translation>其他原因</translation>
    </message>
    <message>
        <source>voided</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>WeChat Pay</source>
        <translation>微信支付</translation>
    </message>
    <message>
        <source>Alipay</source>
        <translation>支付宝</translation>
    </message>
    <message>
        <source>For other goods</source>
        <translation>换购其他商品</translation>
    </message>
    <message>
        <source>Refund {amount} by {wallet} (payment {of}); its reference</source>
        <translation>请用{wallet}退款 {amount}（交易号 {of}），并输入退款参考号</translation>
    </message>
    <message>
        <source>Refund {amount} at the terminal; its reference</source>
        <translation>请在刷卡机上退款 {amount}，并输入参考号</translation>
    </message>
    <message>
        <source>of {left}</source>
        <translation>可退 {left}</translation>
    </message>
    <message>
        <source>paid {amount} for {quantity}</source>
        <translation>{quantity} 件实付 {amount}</translation>
    </message>
    <message>
        <source>Gift {sku}</source>
        <translation>赠品 {sku}</translation>
    </message>
    <message>
        <source>Gift card, filled again</source>
        <translation>退回礼品卡</translation>
    </message>
    <message>
        <source>Stored value, filled again</source>
        <translation>退回储值</translation>
    </message>
</context>
<context>
    <name>ReturnsPresenter</name>
    <message>
        <source>How much comes back</source>
        <translation>退回多少</translation>
    </message>
    <message>
        <source>Why do the goods come back?</source>
        <translation>为什么退货？</translation>
    </message>
    <message>
        <source>Goods come back</source>
        <translation>退货</translation>
    </message>
    <message>
        <source>Take back without looking it up</source>
        <translation>不查询，直接退货</translation>
    </message>
    <message>
        <source>Taken back. Refund: {amount}</source>
        <translation>已退货，退款 {amount}</translation>
    </message>
    <message>
        <source>Void this sale</source>
        <translation>作废这笔销售</translation>
    </message>
    <message>
        <source>Asking the ledger about this sale …</source>
        <translation>正在向总账查询这笔销售……</translation>
    </message>
</context>
<context>
    <name>ReturnsView</name>
    <message>
        <source>Goods of the sale</source>
        <translation>这笔销售的商品</translation>
    </message>
    <message>
        <source>What goes back</source>
        <translation>退还内容</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>加一件</translation>
    </message>
    <message>
        <source>One less</source>
        <translation>减一件</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>有损坏</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>全部退回</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>重新打印</translation>
    </message>
    <message>
        <source>Reason: {reason}</source>
        <translation>原因：{reason}</translation>
    </message>
    <message>
        <source>As it was paid</source>
        <translation>按原付款方式退</translation>
    </message>
    <message>
        <source>All in cash</source>
        <translation>全部退现金</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>退款单价</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>确认退货</translation>
    </message>
    <message>
        <source>Exchange for other goods</source>
        <translation>换购其他商品</translation>
    </message>
</context>
<context>
    <name>RewardActions</name>
    <message>
        <source>Give {name} for {points} points?</source>
        <translation>用 {points} 积分兑换{name}？</translation>
    </message>
    <message>
        <source>It cannot be taken back.</source>
        <translation>兑换后不能撤回。</translation>
    </message>
    <message>
        <source>Enter again gives it.</source>
        <translation>再按一次回车确认兑换。</translation>
    </message>
    <message>
        <source>{name} is given for {points} points.</source>
        <translation>已用 {points} 积分兑换{name}。</translation>
    </message>
    <message>
        <source>Hand it over.</source>
        <translation>请把商品交给顾客。</translation>
    </message>
    <message>
        <source>The coupon is there in a moment.</source>
        <translation>优惠券稍后到账。</translation>
    </message>
</context>
<context>
    <name>SaleFinder</name>
    <message>
        <source>Receipt number, or the member&apos;s phone or name</source>
        <translation>小票号，或会员手机号、姓名</translation>
    </message>
    <message>
        <source>Choose a sale and press Enter, or scan the receipt or the member&apos;s code</source>
        <translation>选中一笔销售后按回车，或扫描小票、会员码</translation>
    </message>
    <message>
        <source>Asking the ledger …</source>
        <translation>正在向总账查询……</translation>
    </message>
    <message>
        <source>Sales of all tills</source>
        <translation>所有收银台的销售</translation>
    </message>
    <message>
        <source>{amount} went back</source>
        <translation>已退 {amount}</translation>
    </message>
</context>
<context>
    <name>SavingReceipts</name>
    <message>
        <source>Save the receipt as</source>
        <translation>小票保存为</translation>
    </message>
    <message>
        <source>Receipt saved: {path}</source>
        <translation>小票已保存：{path}</translation>
    </message>
</context>
<context>
    <name>ScanBar</name>
    <message>
        <source>Scan anything, or type a name, initials, SKU or phone tail</source>
        <translation>扫任意码，或输入品名、拼音首字母、货号、手机尾号</translation>
    </message>
    <message>
        <source>A payment is being taken; Esc goes back to the basket</source>
        <translation>正在收款；按 Esc 返回购物篮</translation>
    </message>
    <message>
        <source>Scan or search</source>
        <translation>扫码或查找</translation>
    </message>
    <message>
        <source>Scan a member&apos;s code or card, or type a name, initials or phone tail</source>
        <translation>扫会员码或会员卡，或输入姓名、拼音首字母、手机尾号</translation>
    </message>
    <message>
        <source>A payment is being taken</source>
        <translation>正在收款</translation>
    </message>
</context>
<context>
    <name>ScanWarnings</name>
    <message>
        <source>{name}: only {count} left by the books ({age}).</source>
        <translation>{name}：账面上只剩 {count}（{age}）。</translation>
    </message>
    <message>
        <source>{name}: sold out by the books ({age}).</source>
        <translation>{name}：账面上已售完（{age}）。</translation>
    </message>
    <message>
        <source>It is in the basket.</source>
        <translation>已加入购物篮。</translation>
    </message>
    <message>
        <source>If it is here in your hand, sell it: the books are wrong. If not, tell the shopper now (Del).</source>
        <translation>实物在手就照常销售，说明账面有误；没有实物请现在告诉顾客（Del 移除）。</translation>
    </message>
    <message>
        <source>The coupon {offer} cannot be used: {reason}.</source>
        <translation>优惠券“{offer}”不能使用：{reason}。</translation>
    </message>
    <message>
        <source>It is not used up; the shopper keeps it.</source>
        <translation>券没有被核销，顾客可以保留。</translation>
    </message>
    <message>
        <source>Tell the shopper now, before payment.</source>
        <translation>请在付款前告诉顾客。</translation>
    </message>
    <message>
        <source>Rain check</source>
        <translation>缺货券</translation>
    </message>
</context>
<context>
    <name>ScannerCard</name>
    <message>
        <source>Hand scanners</source>
        <translation>手持扫码枪</translation>
    </message>
    <message>
        <source>A scanner that types like a keyboard works without any setting. One on a serial port is set here.</source>
        <translation>键盘式扫码枪无需设置即可使用。串口扫码枪在此设置。</translation>
    </message>
    <message>
        <source>Port of the serial scanner</source>
        <translation>串口扫码枪端口</translation>
    </message>
    <message>
        <source>No serial scanner</source>
        <translation>无串口扫码枪</translation>
    </message>
    <message>
        <source>Speed of the port</source>
        <translation>端口速度</translation>
    </message>
    <message>
        <source>{baud} baud</source>
        <translation>{baud} 波特</translation>
    </message>
    <message>
        <source>What the scanner sends behind a code</source>
        <translation>扫码枪在码后发送</translation>
    </message>
    <message>
        <source>Enter behind</source>
        <translation>码后回车</translation>
    </message>
    <message>
        <source>Tab behind</source>
        <translation>码后 Tab</translation>
    </message>
    <message>
        <source>Nothing behind</source>
        <translation>码后无字符</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Keep this scanner</source>
        <translation>保存扫码枪设置</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>提示音</translation>
    </message>
    <message>
        <source>A sound says whether a scan was read</source>
        <translation>扫码成功或被拒时发出提示音</translation>
    </message>
    <message>
        <source>No serial scanner is set up</source>
        <translation>未设置串口扫码枪</translation>
    </message>
    <message>
        <source>The scanner is not plugged in; it is looked for</source>
        <translation>扫码枪未接入，正在查找</translation>
    </message>
    <message>
        <source>Ready on {port}</source>
        <translation>{port} 就绪</translation>
    </message>
</context>
<context>
    <name>SearchPopup</name>
    <message>
        <source>Search results</source>
        <translation>查找结果</translation>
    </message>
    <message>
        <source>Nothing found. Enter takes it as a code, as if it were scanned.</source>
        <translation>没有找到。按 Enter 按条码处理。</translation>
    </message>
    <message>
        <source>↑ ↓ choose · Enter take · Esc close</source>
        <translation>↑ ↓ 选择 · Enter 确认 · Esc 关闭</translation>
    </message>
    <message>
        <source>Whoever shows their code is served.</source>
        <translation>出示会员码的顾客照常服务。</translation>
    </message>
</context>
<context>
    <name>ServicesPage</name>
    <message>
        <source>Services of the member</source>
        <translation>会员服务权益</translation>
    </message>
    <message>
        <source>Use one</source>
        <translation>使用一次</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Scan the member&apos;s own code to use one</source>
        <translation>需会员码才可使用</translation>
    </message>
    <message>
        <source>Give it</source>
        <translation>兑换</translation>
    </message>
</context>
<context>
    <name>SettingChange</name>
    <message>
        <source>Change a setting of this till: {setting}</source>
        <translation>更改本机设置：{setting}</translation>
    </message>
</context>
<context>
    <name>SettingLine</name>
    <message>
        <source>Testing …</source>
        <translation>测试中…</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Test: {what}</source>
        <translation>测试：{what}</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Keep: {what}</source>
        <translation>保存：{what}</translation>
    </message>
    <message>
        <source>Not kept yet. Enter keeps it, Esc takes the old value.</source>
        <translation>尚未保存：按 Enter 保存，按 Esc 还原。</translation>
    </message>
</context>
<context>
    <name>SettingsPresenter</name>
    <message>
        <source>It takes effect when the till is started again.</source>
        <extracomment>A test of a scanner waits so long for a scan.</extracomment>
        <translation>重新启动后生效。</translation>
    </message>
    <message>
        <source>From {low} to {high}.</source>
        <translation>范围 {low} 至 {high}。</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>{code} came from another scanner. Scan with the one on the serial port.</source>
        <translation>{code} 来自其他扫描器。请用串口扫描器扫一次。</translation>
    </message>
    <message>
        <source>Read: {code}</source>
        <translation>已读取：{code}</translation>
    </message>
    <message>
        <source>Nothing was read in {seconds} seconds. If you did scan: look at the port, its speed, and whether the scanner is set to a serial port.</source>
        <translation>{seconds} 秒内没有读到任何内容。如果已经扫过：请检查端口、速率，以及扫描器是否设为串口模式。</translation>
    </message>
    <message>
        <source>Kept.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Kept. It takes effect when the till is started again.</source>
        <translation>已保存，重新启动后生效。</translation>
    </message>
</context>
<context>
    <name>SettingsView</name>
    <message>
        <source>Search a setting: just type</source>
        <translation>直接输入即可查找设置</translation>
    </message>
    <message>
        <source>Search a setting</source>
        <translation>查找设置</translation>
    </message>
    <message>
        <source>No setting is called like that. Esc shows all of them.</source>
        <translation>没有符合的设置，按 Esc 显示全部。</translation>
    </message>
    <message numerus="yes">
        <source>%n setting(s)</source>
        <translation>
            <numerusform>%n 项设置</numerusform>
        </translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>本机</translation>
    </message>
</context>
<context>
    <name>ShiftPresenter</name>
    <message>
        <source>Count the float</source>
        <translation>清点备用金</translation>
    </message>
    <message>
        <source>Count the drawer</source>
        <translation>清点钱箱</translation>
    </message>
    <message>
        <source>Pieces of each note and coin that lie in the drawer now. Enter goes on to the next.</source>
        <translation>输入钱箱里每种面额的张数（枚数），按 Enter 到下一行。</translation>
    </message>
    <message>
        <source>Count without looking anything up: what should be there is shown afterwards.</source>
        <translation>盲点：只数现金，应有金额在确认后才显示。</translation>
    </message>
    <message>
        <source>{expected} should be there. Say why and press Enter; Esc: count again.</source>
        <translation>应有 {expected}。写明原因后按 Enter；要重数按 Esc。</translation>
    </message>
    <message>
        <source>This store sells in shifts only. Count the float and open one.</source>
        <translation>本店须开班后才能销售。请清点备用金并开班。</translation>
    </message>
    <message>
        <source>Count the float and open one; sales without a shift stand in no Z report.</source>
        <translation>请清点备用金并开班；未开班的销售不会计入 Z 报表。</translation>
    </message>
    <message>
        <source>No shift is open</source>
        <translation>尚未开班</translation>
    </message>
    <message>
        <source>Business day {day}, opened {when} by {staff}</source>
        <translation>营业日 {day}，{when} 由 {staff} 开班</translation>
    </message>
    <message>
        <source>The shift so far</source>
        <translation>本班至今</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>商品合计</translation>
    </message>
    <message>
        <source>Savings</source>
        <translation>优惠</translation>
    </message>
    <message>
        <source>Paid with points</source>
        <translation>积分抵扣</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>销售额</translation>
    </message>
    <message>
        <source>Number of sales</source>
        <translation>销售笔数</translation>
    </message>
    <message>
        <source>Of them to members</source>
        <translation>其中会员</translation>
    </message>
    <message>
        <source>Voided baskets</source>
        <translation>作废单数</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>银行卡</translation>
    </message>
    <message>
        <source>Returns × {count}</source>
        <translation>退货 × {count}</translation>
    </message>
    <message>
        <source>Wallet refunds under way × {count}</source>
        <translation>在途钱包退款 × {count}</translation>
    </message>
    <message>
        <source>Cash instead of a wallet&apos;s refund</source>
        <translation>钱包退款改付现金</translation>
    </message>
    <message>
        <source>Float</source>
        <translation>备用金</translation>
    </message>
    <message>
        <source>Paid in</source>
        <translation>存入</translation>
    </message>
    <message>
        <source>Paid out</source>
        <translation>支出</translation>
    </message>
    <message>
        <source>Dropped into the safe</source>
        <translation>缴款入库</translation>
    </message>
    <message>
        <source>Drawer opened without a sale</source>
        <translation>无销售开钱箱</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>相符</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>长款</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>短款</translation>
    </message>
    <message>
        <source>Last Z report</source>
        <translation>上一份 Z 报表</translation>
    </message>
    <message>
        <source>Business day</source>
        <translation>营业日</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>结班时间</translation>
    </message>
    <message>
        <source>Should be there</source>
        <translation>应有现金</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>清点合计</translation>
    </message>
    <message>
        <source>Not at the ledger when it was closed</source>
        <translation>结班时未同步的记录</translation>
    </message>
    <message>
        <source>{amount} over. Why?</source>
        <translation>长款 {amount}，原因？</translation>
    </message>
    <message>
        <source>{amount} short. Why?</source>
        <translation>短款 {amount}，原因？</translation>
    </message>
    <message>
        <source>How much is paid in?</source>
        <translation>存入多少？</translation>
    </message>
    <message>
        <source>How much is paid out?</source>
        <translation>支出多少？</translation>
    </message>
    <message>
        <source>How much goes into the safe?</source>
        <translation>缴款多少？</translation>
    </message>
    <message>
        <source>Open or close the shift</source>
        <translation>开班或结班</translation>
    </message>
    <message>
        <source>Cash of the drawer: {amount}</source>
        <translation>钱箱现金：{amount}</translation>
    </message>
    <message>
        <source>Too much cash in the drawer</source>
        <translation>钱箱现金过多</translation>
    </message>
    <message>
        <source>What for?</source>
        <translation>用途或原因？</translation>
    </message>
    <message>
        <source>{text} is no amount.</source>
        <translation>“{text}”不是金额。</translation>
    </message>
    <message>
        <source>Written down.</source>
        <translation>已记录。</translation>
    </message>
    <message>
        <source>The report was printed.</source>
        <translation>报表已打印。</translation>
    </message>
    <message>
        <source>WeChat Pay</source>
        <translation>微信支付</translation>
    </message>
    <message>
        <source>Alipay</source>
        <translation>支付宝</translation>
    </message>
    <message>
        <source>Exchanged goods</source>
        <translation>换货抵扣</translation>
    </message>
    <message>
        <source>Written down. The drawer did not open: use its key.</source>
        <translation>已记录。钱箱未打开，请用钥匙打开。</translation>
    </message>
    <message>
        <source>Rounding of cash</source>
        <translation>现金抹零</translation>
    </message>
    <message>
        <source>Gift card</source>
        <translation>礼品卡</translation>
    </message>
    <message>
        <source>Stored value</source>
        <translation>储值</translation>
    </message>
    <message>
        <source>Gift cards and top-ups sold × {count}</source>
        <translation>售出礼品卡和储值 × {count}</translation>
    </message>
</context>
<context>
    <name>ShiftView</name>
    <message>
        <source>Open the shift</source>
        <translation>开班</translation>
    </message>
    <message>
        <source>Print the last Z report again</source>
        <translation>补打上一份 Z 报表</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>Pay in</source>
        <translation>存入现金</translation>
    </message>
    <message>
        <source>Pay out</source>
        <translation>支出现金</translation>
    </message>
    <message>
        <source>Drop into the safe</source>
        <translation>缴款入库</translation>
    </message>
    <message>
        <source>Open the drawer</source>
        <translation>开钱箱</translation>
    </message>
    <message>
        <source>Print the X report</source>
        <translation>打印 X 报表</translation>
    </message>
    <message>
        <source>Count and close</source>
        <translation>清点并结班</translation>
    </message>
    <message>
        <source>The count is right</source>
        <translation>清点无误</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>What the shift adds up to</source>
        <translation>本班次汇总</translation>
    </message>
    <message>
        <source>Counted: {amount}</source>
        <translation>清点合计：{amount}</translation>
    </message>
</context>
<context>
    <name>SignInPresenter</name>
    <message>
        <source>The till has locked itself, because nobody touched it.</source>
        <translation>收银台长时间无人操作，已自动锁定。</translation>
    </message>
    <message>
        <source>{name} goes on with the PIN, or a manager does.</source>
        <translation>请 {name} 本人或店长输入密码继续。</translation>
    </message>
    <message>
        <source>The basket is kept.</source>
        <translation>购物篮已保留。</translation>
    </message>
</context>
<context>
    <name>SignInView</name>
    <message>
        <source>Who is at the till?</source>
        <translation>谁在收银？</translation>
    </message>
    <message>
        <source>Staff number</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>Touch your name or go to it with the arrow keys, type your staff number, or scan your badge.</source>
        <translation>点选姓名或用方向键选择，直接输入工号，或扫描员工卡。</translation>
    </message>
    <message>
        <source>just type it, then Enter</source>
        <translation>直接输入，按 Enter 确认</translation>
    </message>
    <message>
        <source>Take this staff number</source>
        <translation>使用此工号</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Till {till}</source>
        <translation>收银台 {till}</translation>
    </message>
    <message>
        <source>PIN of {name}</source>
        <translation>{name} 的密码</translation>
    </message>
    <message>
        <source>Choose your name first</source>
        <translation>请先选择姓名</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>正在验证…</translation>
    </message>
    <message>
        <source>cashier</source>
        <translation>收银员</translation>
    </message>
    <message>
        <source>guide</source>
        <translation>导购</translation>
    </message>
    <message>
        <source>manager</source>
        <translation>店长</translation>
    </message>
    <message>
        <source>auditor</source>
        <translation>审计</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count} 条待上传</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>signing in works all the same</source>
        <translation>不影响登录</translation>
    </message>
    <message numerus="yes">
        <source>{count} digits typed</source>
        <translation>
            <numerusform>已输入 {count} 位</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StoreErrorView</name>
    <message>
        <source>The till cannot open its data</source>
        <translation>收银台无法打开数据</translation>
    </message>
    <message>
        <source>What is safe</source>
        <translation>哪些是安全的</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>接下来怎么做</translation>
    </message>
    <message>
        <source>Code for the office: {code}</source>
        <translation>报给总部的代码：{code}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>SuggestionActions</name>
    <message>
        <source>Added</source>
        <translation>已加入</translation>
    </message>
</context>
<context>
    <name>SuggestionList</name>
    <message>
        <source>Add {name} for {price}: {why}</source>
        <translation>加入 {name}，{price}：{why}</translation>
    </message>
    <message>
        <source>Suggested</source>
        <translation>推荐</translation>
    </message>
</context>
<context>
    <name>TenderPanel</name>
    <message>
        <source>Back to the basket</source>
        <translation>返回购物篮</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>刷卡</translation>
    </message>
    <message>
        <source>Reference on the terminal&apos;s slip</source>
        <translation>刷卡签购单上的参考号</translation>
    </message>
    <message>
        <source>Nothing more is to be taken</source>
        <translation>不用再收款</translation>
    </message>
    <message>
        <source>Paid on the terminal</source>
        <translation>刷卡金额</translation>
    </message>
    <message>
        <source>Cash received</source>
        <translation>实收现金</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>正好</translation>
    </message>
    <message>
        <source>Change {amount}</source>
        <translation>找零 {amount}</translation>
    </message>
    <message>
        <source>{amount} will remain</source>
        <translation>还差 {amount}</translation>
    </message>
    <message>
        <source>Exact, no change</source>
        <translation>正好，无需找零</translation>
    </message>
    <message>
        <source>Complete sale</source>
        <translation>完成交易</translation>
    </message>
    <message>
        <source>Type an amount</source>
        <translation>请输入金额</translation>
    </message>
    <message>
        <source>Take {amount}, then the rest</source>
        <translation>先收 {amount}，再收余款</translation>
    </message>
    <message>
        <source>Take {amount}, complete</source>
        <translation>收 {amount} 并完成</translation>
    </message>
    <message>
        <source>rounded {amount}</source>
        <translation>抹零 {amount}</translation>
    </message>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
</context>
<context>
    <name>TenderSummary</name>
    <message>
        <source>To pay</source>
        <translation>应收</translation>
    </message>
    <message>
        <source>Paid in full</source>
        <translation>已付清</translation>
    </message>
    <message>
        <source>To give back</source>
        <translation>应退</translation>
    </message>
    <message>
        <source>Being confirmed</source>
        <translation>确认中</translation>
    </message>
    <message>
        <source>The card is being asked</source>
        <translation>正在查询礼品卡</translation>
    </message>
    <message>
        <source>Being paid</source>
        <translation>付款中</translation>
    </message>
    <message>
        <source>Still to pay</source>
        <translation>还需收</translation>
    </message>
    <message>
        <source>Take back: {tender}</source>
        <translation>撤回：{tender}</translation>
    </message>
    <message>
        <source>Take this payment back</source>
        <translation>撤回这笔付款</translation>
    </message>
    <message>
        <source>Press again to refund it</source>
        <translation>再按一次，退给顾客</translation>
    </message>
    <message>
        <source>Press again: no exchange</source>
        <translation>再按一次取消换货</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>Exchange · {reference}</source>
        <translation>换货 · {reference}</translation>
    </message>
    <message>
        <source>WeChat Pay · {reference}</source>
        <translation>微信支付 · {reference}</translation>
    </message>
    <message>
        <source>Alipay · {reference}</source>
        <translation>支付宝 · {reference}</translation>
    </message>
    <message>
        <source>Card · {reference}</source>
        <translation>刷卡 · {reference}</translation>
    </message>
    <message>
        <source>Stored value · {left} left</source>
        <translation>储值 · 余 {left}</translation>
    </message>
    <message>
        <source>Gift card {card} · {left} left</source>
        <translation>礼品卡 {card} · 余 {left}</translation>
    </message>
</context>
<context>
    <name>TodayPanel</name>
    <message>
        <source>Contact today (Ctrl+D)</source>
        <translation>今日可联系（Ctrl+D）</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>联系</translation>
    </message>
</context>
<context>
    <name>TodayPresenter</name>
    <message>
        <source>The message is copied: paste it where you send.</source>
        <translation>话术已复制，请粘贴到发送处。</translation>
    </message>
    <message>
        <source>Contacted. What came of it? (may be empty)</source>
        <translation>已联系。结果如何？（可不填）</translation>
    </message>
    <message>
        <source>Told in the store. What came of it? (may be empty)</source>
        <translation>已当面告知。结果如何？（可不填）</translation>
    </message>
    <message>
        <source>Not about this. Why? (may be empty)</source>
        <translation>不为此事联系。原因？（可不填）</translation>
    </message>
    <message>
        <source>Again in how many days?</source>
        <translation>几天后再提醒？</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>Nobody contacts {name} any more, in any store. Type yes to confirm</source>
        <translation>所有门店都不再联系 {name}。输入“是”确认</translation>
    </message>
    <message>
        <source>From now on this is your member.</source>
        <translation>从现在起由你跟进这位会员。</translation>
    </message>
</context>
<context>
    <name>TodayView</name>
    <message>
        <source>Members to contact, the most important first</source>
        <translation>待联系会员，最重要的在前</translation>
    </message>
    <message>
        <source>Contacted</source>
        <translation>已联系</translation>
    </message>
    <message>
        <source>Told in the store</source>
        <translation>当面告知</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍后</translation>
    </message>
    <message>
        <source>Not about this</source>
        <translation>不为此事</translation>
    </message>
    <message>
        <source>Wants no contact</source>
        <translation>不愿被联系</translation>
    </message>
    <message>
        <source>Whose members: {whose}</source>
        <translation>谁的会员：{whose}</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>读取中…</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>{count} waiting</source>
        <translation>{count} 条待上传</translation>
    </message>
    <message>
        <source>oldest {age}</source>
        <translation>最早 {age}</translation>
    </message>
    <message>
        <source>Suspended by the ledger</source>
        <translation>已被总账暂停</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>nothing waiting</source>
        <translation>没有待上传</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>look here: something is wrong</source>
        <translation>有问题，请点此查看</translation>
    </message>
    <message>
        <source>all sent</source>
        <translation>已全部上传</translation>
    </message>
    <message>
        <source>Long offline, since {moment}</source>
        <translation>长时间离线，自 {moment}</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>积分</translation>
    </message>
    <message>
        <source>{name}: {used} of {limit} used</source>
        <translation>{name} 已用 {used}/{limit}</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>not answering</source>
        <translation>无响应</translation>
    </message>
    <message>
        <source>out of paper</source>
        <translation>缺纸</translation>
    </message>
    <message>
        <source>cover open</source>
        <translation>机盖打开</translation>
    </message>
    <message>
        <source>switched offline</source>
        <translation>脱机</translation>
    </message>
    <message>
        <source>{count} to print</source>
        <translation>{count} 张待打印</translation>
    </message>
    <message>
        <source>none set up</source>
        <translation>未设置</translation>
    </message>
    <message>
        <source>Receiving data</source>
        <translation>正在接收数据</translation>
    </message>
    <message>
        <source>{size} free</source>
        <translation>剩余 {size}</translation>
    </message>
    <message>
        <source>Disk full: no new sales</source>
        <translation>磁盘已满：不再开始新的销售</translation>
    </message>
    <message>
        <source>Disk nearly full</source>
        <translation>磁盘空间不足</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>有更新</translation>
    </message>
    <message>
        <source>paper nearly used up</source>
        <translation>纸快用完</translation>
    </message>
</context>
<context>
    <name>UnknownPanel</name>
    <message>
        <source>Sell {code} at a typed price</source>
        <translation>手工定价卖出 {code}</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>是什么商品</translation>
    </message>
    <message>
        <source>Price of one</source>
        <translation>单价</translation>
    </message>
    <message>
        <source>Enter, then the number of its department. A manager must allow it.</source>
        <translation>按 Enter，再按部类的数字。需要店长授权。</translation>
    </message>
</context>
<context>
    <name>UnreceiptedPresenter</name>
    <message>
        <source>Goods without a receipt</source>
        <translation>无小票退货</translation>
    </message>
    <message>
        <source>How much comes back</source>
        <translation>退回多少</translation>
    </message>
    <message>
        <source>Why do the goods come back?</source>
        <translation>为什么退货？</translation>
    </message>
    <message>
        <source>Price given back for one (at most {amount})</source>
        <translation>每件退款单价（最多 {amount}）</translation>
    </message>
    <message>
        <source>Taken back. Refund: {amount}</source>
        <translation>已退货，退款 {amount}</translation>
    </message>
    <message>
        <source>A manager must allow it; at most {amount} at one time</source>
        <translation>需店长批准；每次最多 {amount}</translation>
    </message>
    <message>
        <source>Receipt of {place}, not looked up · {rest}</source>
        <translation>{place} 的小票，未查询 · {rest}</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>{price} each</source>
        <translation>单价 {price}</translation>
    </message>
    <message>
        <source>{price} each, today {listed}</source>
        <translation>单价 {price}，现价 {listed}</translation>
    </message>
</context>
<context>
    <name>ValueButtons</name>
    <message>
        <source>Gift cards do not pay for gift cards</source>
        <translation>礼品卡不能用来购买礼品卡</translation>
    </message>
    <message>
        <source>Gift card, stored value: need the connection</source>
        <translation>礼品卡、储值：需要联网</translation>
    </message>
    <message>
        <source>Asking the ledger …</source>
        <translation>正在查询…</translation>
    </message>
    <message>
        <source>Gift card</source>
        <translation>礼品卡</translation>
    </message>
    <message>
        <source>Gift card: scan it, or type its number</source>
        <translation>礼品卡：扫码或输入卡号</translation>
    </message>
    <message>
        <source>Stored value</source>
        <translation>储值</translation>
    </message>
    <message>
        <source>The member&apos;s stored value pays</source>
        <translation>用会员储值支付</translation>
    </message>
</context>
<context>
    <name>ValuePaying</name>
    <message>
        <source>Asking what is on card {card} …</source>
        <translation>正在查询卡 {card} …</translation>
    </message>
    <message>
        <source>Amount on gift card {card}</source>
        <translation>礼品卡 {card} 的面额</translation>
    </message>
    <message>
        <source>Gift card {card}: {left}</source>
        <translation>礼品卡 {card}：{left}</translation>
    </message>
    <message>
        <source>Good until {date}.</source>
        <translation>有效期至 {date}。</translation>
    </message>
    <message>
        <source>Pay with this card</source>
        <translation>用此卡支付</translation>
    </message>
    <message>
        <source>Number of the gift card, or scan it</source>
        <translation>输入礼品卡卡号，或扫码</translation>
    </message>
    <message>
        <source>PIN of gift card {card}</source>
        <translation>礼品卡 {card} 的密码</translation>
    </message>
    <message>
        <source>{rest} is still to be paid.</source>
        <translation>还需支付 {rest}。</translation>
    </message>
    <message>
        <source>Top up by, such as {amounts}</source>
        <translation>充值金额，如 {amounts}</translation>
    </message>
    <message>
        <source>Top up stored value by</source>
        <translation>充值金额</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>The member&apos;s stored value: {left}</source>
        <translation>会员储值余额：{left}</translation>
    </message>
    <message>
        <source>{amount} is paid by it; {left} is left.</source>
        <translation>已支付 {amount}，余 {left}。</translation>
    </message>
</context>
<context>
    <name>WalletHint</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{wallets}: scan the shopper&apos;s payment code</source>
        <translation>{wallets}：直接扫顾客的付款码</translation>
    </message>
    <message>
        <source>{wallets}: a scan takes {amount}, then the rest</source>
        <translation>{wallets}：扫码先收 {amount}，余额再收</translation>
    </message>
    <message>
        <source>{wallets} out of reach: cash or card only</source>
        <translation>{wallets}暂时连不上：请收现金或刷卡</translation>
    </message>
    <message>
        <source>Member&apos;s {wallet}: {amount}</source>
        <translation>会员码里的{wallet}付 {amount}</translation>
    </message>
</context>
<context>
    <name>WalletPanel</name>
    <message>
        <source>Next shopper, this basket waits</source>
        <translation>先接待下一位，此单挂起等待</translation>
    </message>
    <message>
        <source>Cancel this payment</source>
        <translation>取消这笔付款</translation>
    </message>
    <message>
        <source>{seconds} s until it is cancelled by itself</source>
        <translation>{seconds} 秒后自动取消</translation>
    </message>
    <message>
        <source>Sent to {wallet} …</source>
        <translation>已发送到{wallet}……</translation>
    </message>
    <message>
        <source>The answer takes a moment.</source>
        <translation>请稍候。</translation>
    </message>
    <message>
        <source>The shopper is asked to confirm</source>
        <translation>请顾客在手机上确认</translation>
    </message>
    <message>
        <source>The phone wants the password or a fingerprint. Nothing is taken before that.</source>
        <translation>手机要求输入密码或指纹，确认之前不会扣款。</translation>
    </message>
    <message>
        <source>{wallet} has not answered: asking again</source>
        <translation>{wallet}没有答复，正在再次查询</translation>
    </message>
    <message>
        <source>Whether money was taken is not known yet. The basket is kept, and is paid once at most.</source>
        <translation>还不知道是否已扣款。此单会保留，最多只付一次。</translation>
    </message>
    <message>
        <source>Being cancelled …</source>
        <translation>正在取消……</translation>
    </message>
    <message>
        <source>What was taken is given back. The basket is free as soon as {wallet} confirms it.</source>
        <translation>已扣的款会退回。{wallet}确认后即可继续处理此单。</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>未付款</translation>
    </message>
    <message>
        <source>A part is paid</source>
        <translation>已付一部分</translation>
    </message>
</context>
<context>
    <name>WantedActions</name>
    <message>
        <source>Put aside until {date}.</source>
        <translation>已留货至 {date}。</translation>
    </message>
    <message>
        <source>It is on the member&apos;s wish list.</source>
        <translation>已加入会员的心愿单。</translation>
    </message>
    <message>
        <source>It is in the basket.</source>
        <translation>已放入购物篮。</translation>
    </message>
    <message>
        <source>A digit takes it into the basket, Del takes it off the list.</source>
        <translation>按数字放入购物篮，按 Del 从列表中去掉。</translation>
    </message>
    <message>
        <source>Nothing is wished for or put aside. Select a line of the basket, and open this list again.</source>
        <translation>还没有心愿和留货。请在购物篮中选中一行，再打开此列表。</translation>
    </message>
    <message>
        <source>Wishes, and goods put aside</source>
        <translation>心愿单与留货</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Put aside until {date}</source>
        <translation>留货至 {date}</translation>
    </message>
    <message>
        <source>Onto the wish list</source>
        <translation>加入心愿单</translation>
    </message>
    <message>
        <source>Wish</source>
        <translation>心愿</translation>
    </message>
    <message>
        <source>Give a coupon</source>
        <translation>送券</translation>
    </message>
    <message numerus="yes">
        <source>{count} pieces</source>
        <translation>
            <numerusform>{count} 件</numerusform>
        </translation>
    </message>
    <message>
        <source>A digit does it, or takes what waits into the basket. Del takes it off the list.</source>
        <translation>按数字执行，或把等着的货放进购物篮；按 Del 从列表中去掉。</translation>
    </message>
</context>
<context>
    <name>WantedPanel</name>
    <message>
        <source>Wishes, and goods put aside</source>
        <translation>心愿单与留货</translation>
    </message>
    <message>
        <source>Ctrl+W at the counter</source>
        <translation>收银台按 Ctrl+W</translation>
    </message>
    <message>
        <source>Wish</source>
        <translation>心愿</translation>
    </message>
    <message>
        <source>Put aside until {date}</source>
        <translation>留货至 {date}</translation>
    </message>
</context>
<context>
    <name>Wishing</name>
    <message>
        <source>What do they wish for? Scan it, or type a name or code</source>
        <translation>会员想要什么？扫码，或输入品名、货号</translation>
    </message>
    <message>
        <source>{name} is on the member&apos;s wish list.</source>
        <translation>{name} 已记入会员的心愿单。</translation>
    </message>
    <message>
        <source>It can be put into a basket, or taken off, at the counter (Ctrl+W).</source>
        <translation>在收银台按 Ctrl+W 放进购物篮或去掉。</translation>
    </message>
    <message>
        <source>Which of these?</source>
        <translation>是哪一件？</translation>
    </message>
    <message>
        <source>A digit puts it on the member&apos;s wish list.</source>
        <translation>按数字记入会员的心愿单。</translation>
    </message>
    <message>
        <source>Wish</source>
        <translation>心愿</translation>
    </message>
</context>
<context>
    <name>basket</name>
    <message>
        <source>Points</source>
        <translation>积分</translation>
    </message>
    <message>
        <source>Gift to hand over</source>
        <translation>赠品，请交给顾客</translation>
    </message>
    <message>
        <source>Out of stock here: leave it out (Del)</source>
        <translation>本店缺货：按 Del 不送</translation>
    </message>
    <message>
        <source>Only {count} here: leave it out (Del)</source>
        <translation>本店仅剩 {count} 件：按 Del 不送</translation>
    </message>
    <message>
        <source>Gift to hand over · {count} here</source>
        <translation>赠品，请交给顾客 · 本店有 {count} 件</translation>
    </message>
    <message>
        <source>Gift</source>
        <translation>赠品</translation>
    </message>
    <message>
        <source>served by {names}</source>
        <translation>导购 {names}</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无</translation>
    </message>
    <message>
        <source>None in stock</source>
        <translation>无库存</translation>
    </message>
    <message>
        <source>Stock {count}</source>
        <translation>库存 {count}</translation>
    </message>
    <message>
        <source>gone in about {count} min</source>
        <translation>约 {count} 分钟售完</translation>
    </message>
    <message>
        <source>Rain check</source>
        <extracomment>Points that end within so many days are said: there is time to come again for them.</extracomment>
        <translation>缺货券</translation>
    </message>
    <message>
        <source>no tier counts</source>
        <translation>会员等级不适用</translation>
    </message>
    <message>
        <source>Counts here: {tiers}</source>
        <translation>适用等级：{tiers}</translation>
    </message>
    <message>
        <source>{count} put aside</source>
        <translation>留货 {count} 件</translation>
    </message>
</context>
<context>
    <name>cases</name>
    <message>
        <source>nobody has it</source>
        <translation>无人接手</translation>
    </message>
    <message>
        <source>Till {till}</source>
        <translation>收银台 {till}</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>会员</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题所在</translation>
    </message>
    <message>
        <source>The sale</source>
        <translation>销售</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>处理经过</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Borne by</source>
        <translation>承担方</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>收银台</translation>
    </message>
    <message>
        <source>Sale</source>
        <translation>销售单</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Coupon</source>
        <translation>优惠券</translation>
    </message>
    <message>
        <source>Offer</source>
        <translation>优惠</translation>
    </message>
    <message>
        <source>Points missing</source>
        <translation>缺少的积分</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>积分计划</translation>
    </message>
    <message>
        <source>Kind of entry</source>
        <translation>记录类型</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Z number</source>
        <translation>Z 报表号</translation>
    </message>
    <message>
        <source>Trading day</source>
        <translation>营业日</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>不一致</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Its sales</source>
        <translation>相关销售</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Benefit</source>
        <translation>优惠</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>积分</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>实付</translation>
    </message>
    <message>
        <source>By the ledger</source>
        <translation>总账计算</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>{who}: {what}</source>
        <translation>{who}：{what}</translation>
    </message>
    <message>
        <source>Two journals of one till</source>
        <translation>一台收银台有两份流水</translation>
    </message>
    <message>
        <source>Entries that never came</source>
        <translation>记录没有送达</translation>
    </message>
    <message>
        <source>Journal rolled back</source>
        <translation>流水倒退</translation>
    </message>
    <message>
        <source>Till put back from a copy</source>
        <translation>收银台由副本恢复</translation>
    </message>
    <message>
        <source>Entry set aside</source>
        <translation>记录被搁置</translation>
    </message>
    <message>
        <source>Same sale number twice</source>
        <translation>销售单号重复</translation>
    </message>
    <message>
        <source>Coupon used twice</source>
        <translation>优惠券被重复使用</translation>
    </message>
    <message>
        <source>Points beyond the balance</source>
        <translation>积分透支</translation>
    </message>
    <message>
        <source>Basket taken up at two tills</source>
        <translation>一张挂单在两个收银台取单</translation>
    </message>
    <message>
        <source>More used than was lent to the till</source>
        <translation>超出借给本机的额度</translation>
    </message>
    <message>
        <source>Offer used beyond its limit</source>
        <translation>优惠超过次数限制</translation>
    </message>
    <message>
        <source>Budget of an offer overspent</source>
        <translation>优惠预算超支</translation>
    </message>
    <message>
        <source>Member code accepted twice</source>
        <translation>会员码被接受两次</translation>
    </message>
    <message>
        <source>Shift report differs</source>
        <translation>班次报表不一致</translation>
    </message>
    <message>
        <source>Z number used twice</source>
        <translation>Z 报表号重复</translation>
    </message>
    <message>
        <source>Sale computes differently</source>
        <translation>销售计算结果不同</translation>
    </message>
    <message>
        <source>Service used too often</source>
        <translation>服务使用超次</translation>
    </message>
    <message>
        <source>Offer not understood by a till</source>
        <translation>收银台不认识的优惠</translation>
    </message>
    <message>
        <source>Manual price beyond the limits</source>
        <translation>手工改价超限</translation>
    </message>
    <message>
        <source>Something stated was not so</source>
        <translation>所述情况与事实不符</translation>
    </message>
    <message>
        <source>not written as its kind is ({code})</source>
        <translation>与其类型的格式不符（{code}）</translation>
    </message>
    <message>
        <source>of a kind that the ledger does not know ({code})</source>
        <translation>总账不认识这种记录（{code}）</translation>
    </message>
    <message>
        <source>its sums do not hold ({code})</source>
        <translation>金额对不上（{code}）</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>退货</translation>
    </message>
    <message>
        <source>Two journals say that they are this till&apos;s. It is suspended; both are kept.</source>
        <translation>有两份流水都自称属于这台收银台。该机已暂停，两份都已保留。</translation>
    </message>
    <message>
        <source>The till goes on from entries that the ledger never got. Sales may be missing.</source>
        <translation>收银台接着总账从未收到的记录继续。可能缺少销售。</translation>
    </message>
    <message>
        <source>The till goes on from before what it had sent already: an older state of its disk came back.</source>
        <translation>收银台从已发送内容之前继续：磁盘回到了较早的状态。</translation>
    </message>
    <message>
        <source>The till came back from a copy of its whole disk and went on after the ledger.</source>
        <translation>收银台由整盘副本恢复，并接着总账的内容继续。</translation>
    </message>
    <message>
        <source>An entry of the till cannot be understood, or its sums do not hold. Nothing of it is in the books.</source>
        <translation>收银台的一条记录无法识别，或金额对不上。它没有入账。</translation>
    </message>
    <message>
        <source>A second sale came under a number that is taken. It is not in the books.</source>
        <translation>又来了一笔单号已被占用的销售。它没有入账。</translation>
    </message>
    <message>
        <source>This coupon had been used already when the sale arrived. The sale stands.</source>
        <translation>销售送达时，这张优惠券已经用过。销售有效。</translation>
    </message>
    <message>
        <source>More points were spent than the member had, at tills without a connection. The sales stand.</source>
        <translation>收银台离线时，会员用掉的积分超过了余额。销售有效。</translation>
    </message>
    <message>
        <source>A parked basket was taken up by its code at two tills that had no connection.</source>
        <translation>两个没有联网的收银台都扫码取走了同一张挂单。</translation>
    </message>
    <message>
        <source>The till used more than the ledger had lent to it. The sale stands.</source>
        <translation>收银台用掉的超过总账借给它的额度。销售有效。</translation>
    </message>
    <message>
        <source>The member used this offer more often than it allows. The sale stands.</source>
        <translation>会员使用这项优惠的次数超过规定。销售有效。</translation>
    </message>
    <message>
        <source>More of this offer&apos;s money was given than there is. The sales stand.</source>
        <translation>这项优惠给出的金额超过了预算。销售有效。</translation>
    </message>
    <message>
        <source>The same code of the member&apos;s app was accepted at two tills.</source>
        <translation>会员 App 的同一个码在两台收银台上被接受。</translation>
    </message>
    <message>
        <source>The report of the shift is not what its own entries add up to.</source>
        <translation>班次报表与其自身记录的合计不一致。</translation>
    </message>
    <message>
        <source>A shift was closed under a number that this till had used before.</source>
        <translation>班次结账使用了本机用过的报表号。</translation>
    </message>
    <message>
        <source>The ledger computes another result from what the sale itself says. It stands.</source>
        <translation>按销售自身的内容，总账算出另一个结果。销售有效。</translation>
    </message>
    <message>
        <source>The service was given more often than the member is entitled to.</source>
        <translation>服务次数超过了会员的权益。</translation>
    </message>
    <message>
        <source>A till leaves this offer out, because it does not understand it.</source>
        <translation>有收银台不认识这项优惠，因此没有使用它。</translation>
    </message>
    <message>
        <source>More was taken off by hand than whoever did it may allow.</source>
        <translation>手工优惠超过了经手人的权限。</translation>
    </message>
    <message>
        <source>The sale states something about member, coupon or offer that was not so. It stands.</source>
        <translation>销售中关于会员、优惠券或优惠的说法与事实不符。销售有效。</translation>
    </message>
    <message>
        <source>Decide who bears the loss, or whether somebody cheated.</source>
        <translation>请决定由谁承担损失，或是否有人作弊。</translation>
    </message>
    <message>
        <source>Find out what happened to the till&apos;s disk, and say it here.</source>
        <translation>请查明收银台磁盘发生了什么，并在此说明。</translation>
    </message>
    <message>
        <source>Find out which machine is the real one. It goes on with a new enrolment.</source>
        <translation>请查明哪台是真正的机器。它需重新登记后继续使用。</translation>
    </message>
    <message>
        <source>Look whether the old disk still has them; else they are lost.</source>
        <translation>请查看旧磁盘上是否还有；否则就丢失了。</translation>
    </message>
    <message>
        <source>Say whether it has to be booked in another way, and have the fault looked at.</source>
        <translation>请说明是否需要另行入账，并让人检查故障。</translation>
    </message>
    <message>
        <source>Compare the two receipts: is it one sale or two?</source>
        <translation>请比对两张小票：是一笔还是两笔销售？</translation>
    </message>
    <message>
        <source>Look whether the shopper paid twice; if so, give the money back.</source>
        <translation>请核对顾客是否付了两次款；如是，请退款。</translation>
    </message>
    <message>
        <source>Ask whether the member was at both tills; a copied code is fraud.</source>
        <translation>请确认会员是否到过两台收银台；复制的码属于作弊。</translation>
    </message>
    <message>
        <source>Compare with the printed report, and have the till looked at.</source>
        <translation>请与打印的报表比对，并让人检查收银台。</translation>
    </message>
    <message>
        <source>Look whether the shopper paid too much, and have the difference looked at.</source>
        <translation>请查看顾客是否多付，并让人检查差异。</translation>
    </message>
    <message>
        <source>Say whether it was a mistake at the counter.</source>
        <translation>请说明是否是柜台失误。</translation>
    </message>
    <message>
        <source>Have the offer corrected, or the till brought up to date.</source>
        <translation>请让人更正优惠，或更新收银台。</translation>
    </message>
    <message>
        <source>Say whether it was right, or a mistake at the counter.</source>
        <translation>请说明是否合理，还是柜台失误。</translation>
    </message>
    <message>
        <source>Say whether it was a mistake at the counter, or somebody cheated.</source>
        <translation>请说明是柜台失误，还是有人作弊。</translation>
    </message>
    <message>
        <source>Refund not given yet</source>
        <translation>退款尚未到账</translation>
    </message>
    <message>
        <source>A refund through a wallet has been under way for over a day. The shopper waits for the money.</source>
        <translation>有一笔钱包退款超过一天仍未完成，顾客还在等钱。</translation>
    </message>
    <message>
        <source>Have it looked at in the till&apos;s list of open payments (Ctrl+8).</source>
        <translation>请在该收银台的待付列表（Ctrl+8）中处理。</translation>
    </message>
    <message>
        <source>Leave as booked</source>
        <translation>维持入账</translation>
    </message>
    <message>
        <source>Store bears it</source>
        <translation>由门店承担</translation>
    </message>
    <message>
        <source>Fraud suspected</source>
        <translation>疑似作弊</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Till enrolled again</source>
        <translation>收银台已重新登记</translation>
    </message>
    <message>
        <source>Till retired</source>
        <translation>收银台已停用</translation>
    </message>
    <message>
        <source>Lost for good</source>
        <translation>确认丢失</translation>
    </message>
    <message>
        <source>They will come</source>
        <translation>稍后会送达</translation>
    </message>
    <message>
        <source>Backup restored</source>
        <translation>恢复过备份</translation>
    </message>
    <message>
        <source>Disk replaced</source>
        <translation>更换过磁盘</translation>
    </message>
    <message>
        <source>Nothing to book</source>
        <translation>无需入账</translation>
    </message>
    <message>
        <source>Booked elsewhere</source>
        <translation>已另行入账</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>已上报</translation>
    </message>
    <message>
        <source>Same person</source>
        <translation>同一人</translation>
    </message>
    <message>
        <source>Refund the shopper</source>
        <translation>退款给顾客</translation>
    </message>
    <message>
        <source>Mistake at the counter</source>
        <translation>柜台失误</translation>
    </message>
    <message>
        <source>Till repaired</source>
        <translation>收银台已修复</translation>
    </message>
    <message>
        <source>Offer corrected</source>
        <translation>优惠已更正</translation>
    </message>
    <message>
        <source>Till updated</source>
        <translation>收银台已更新</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未结</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>已决定</translation>
    </message>
    <message>
        <source>Settled by itself</source>
        <translation>已自行了结</translation>
    </message>
    <message>
        <source>opened</source>
        <translation>立案</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>有变化</translation>
    </message>
    <message>
        <source>settled by itself</source>
        <translation>自行了结</translation>
    </message>
    <message>
        <source>opened again</source>
        <translation>重新立案</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>接手</translation>
    </message>
    <message>
        <source>handed back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>decided</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>You</source>
        <translation>您</translation>
    </message>
    <message>
        <source>The ledger</source>
        <translation>总账</translation>
    </message>
    <message>
        <source>Group: {name}</source>
        <translation>集团：{name}</translation>
    </message>
    <message>
        <source>Office: {name}</source>
        <translation>总部：{name}</translation>
    </message>
    <message>
        <source>Brand {name}</source>
        <translation>品牌 {name}</translation>
    </message>
    <message>
        <source>Store {name}</source>
        <translation>门店 {name}</translation>
    </message>
    <message>
        <source>Guide {name}</source>
        <translation>导购 {name}</translation>
    </message>
    <message>
        <source>Distributor {name}</source>
        <translation>经销商 {name}</translation>
    </message>
    <message>
        <source>The group</source>
        <translation>集团</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>付费会员</translation>
    </message>
    <message>
        <source>Offer not in force</source>
        <translation>未生效的优惠</translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>生日</translation>
    </message>
    <message>
        <source>First purchase</source>
        <translation>首次购买</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>门店</translation>
    </message>
    <message>
        <source>Unknown member</source>
        <translation>未知会员</translation>
    </message>
    <message>
        <source>Unknown coupon</source>
        <translation>未知优惠券</translation>
    </message>
    <message>
        <source>{what}: the sale says {said}, the ledger {was}</source>
        <translation>{what}：销售写的是 {said}，总账是 {was}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Goods returned twice</source>
        <translation>商品被退两次</translation>
    </message>
    <message>
        <source>Return is worth something else</source>
        <translation>退货金额不符</translation>
    </message>
    <message>
        <source>More came back than was bought: two tills took the same goods.</source>
        <translation>退回的比买的多：两台收银台退了同样的商品。</translation>
    </message>
    <message>
        <source>What was paid back is not what the sale and the returns before it say.</source>
        <translation>退款金额与原销售及之前的退货不符。</translation>
    </message>
    <message>
        <source>Return without a receipt</source>
        <translation>无小票退货</translation>
    </message>
    <message>
        <source>Exchange without its return</source>
        <translation>换货缺少退货</translation>
    </message>
    <message>
        <source>Goods came back without a receipt on nobody&apos;s right, or for more than the store allows.</source>
        <translation>有无小票退货没有有权限的人批准，或超过了门店限额。</translation>
    </message>
    <message>
        <source>A sale was paid by goods that came back, and no return says the same. It stands.</source>
        <translation>有一笔销售以退回的商品抵扣，但没有相符的退货记录。销售保留。</translation>
    </message>
    <message>
        <source>Ask at the till what came back, and say what was found.</source>
        <translation>请到收银台核实退回了什么，并说明结果。</translation>
    </message>
    <message>
        <source>Web order handed over twice</source>
        <translation>网上订单交付两次</translation>
    </message>
    <message>
        <source>A paid web order was given out twice, at two tills.</source>
        <translation>一个已付款的网上订单在两台收银台各交付了一次。</translation>
    </message>
    <message>
        <source>Goods that the group&apos;s rules leave out</source>
        <translation>集团规则不含的商品</translation>
    </message>
    <message>
        <source>Campaign not running</source>
        <translation>活动未在进行</translation>
    </message>
    <message>
        <source>Card or stored value overdrawn</source>
        <translation>礼品卡或储值透支</translation>
    </message>
    <message>
        <source>More was taken from a gift card or stored value than was on it. The sales stand.</source>
        <translation>礼品卡或储值账户扣掉的金额超过了余额。销售仍然有效。</translation>
    </message>
    <message>
        <source>Unknown gift card</source>
        <translation>未知的礼品卡</translation>
    </message>
    <message>
        <source>Another issuer&apos;s gift card</source>
        <translation>其他发行方的礼品卡</translation>
    </message>
    <message>
        <source>Gift card sold again</source>
        <translation>礼品卡被再次售出</translation>
    </message>
    <message>
        <source>stays if they are one</source>
        <translation>若为同一人则保留</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>未提供</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Member since</source>
        <translation>入会时间</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>最近到店</translation>
    </message>
    <message>
        <source>In stores</source>
        <translation>到过的门店</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>消费次数</translation>
    </message>
    <message>
        <source>Tiers</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>会员卡</translation>
    </message>
    <message>
        <source>Is now</source>
        <translation>现归</translation>
    </message>
    <message>
        <source>One phone, two members</source>
        <translation>一个电话两位会员</translation>
    </message>
    <message>
        <source>One phone leads to more than one member: the same person twice, or people who share it.</source>
        <translation>一个电话对应不止一位会员：同一人重复入会，或几个人共用。</translation>
    </message>
    <message>
        <source>Ask the shopper. The same person: all they have becomes one member&apos;s. Two people: nothing changes.</source>
        <translation>请询问顾客。同一人：所有权益并到一个会员；两个人：不作改动。</translation>
    </message>
    <message>
        <source>Two people</source>
        <translation>两个人</translation>
    </message>
    <message>
        <source>Rain check used twice</source>
        <translation>缺货券重复使用</translation>
    </message>
    <message>
        <source>A rain check was used at two tills. Both sales stand.</source>
        <translation>同一缺货券在两个收银台使用。两笔销售都有效。</translation>
    </message>
    <message>
        <source>Unknown rain check</source>
        <translation>未知的缺货券</translation>
    </message>
    <message>
        <source>Not what was promised</source>
        <translation>与承诺不符</translation>
    </message>
    <message>
        <source>Contacted against their wish</source>
        <translation>违背会员意愿的联系</translation>
    </message>
    <message>
        <source>A member was contacted who had said that they want no contact.</source>
        <translation>联系了一位已表示不愿被联系的会员。</translation>
    </message>
    <message>
        <source>Apologise to the member, and say how it came about.</source>
        <translation>请向会员致歉，并说明事情经过。</translation>
    </message>
</context>
<context>
    <name>customer</name>
    <message>
        <source>Gift</source>
        <translation>赠品</translation>
    </message>
</context>
<context>
    <name>devices</name>
    <message>
        <source>The test print went out.</source>
        <translation>测试页已送出。</translation>
    </message>
    <message>
        <source>The drawer was told to open.</source>
        <translation>已发出开钱箱指令。</translation>
    </message>
    <message>
        <source>The camera gives pictures.</source>
        <translation>摄像头画面正常。</translation>
    </message>
    <message>
        <source>Scan any code now.</source>
        <translation>请现在扫描任意条码。</translation>
    </message>
    <message>
        <source>The printer {printer} does not answer.</source>
        <translation>打印机 {printer} 无响应。</translation>
    </message>
    <message>
        <source>Check power, paper, cable and the address, then test again.</source>
        <translation>请检查电源、纸张、连线和地址，再重新测试。</translation>
    </message>
    <message>
        <source>The printer {printer} is out of paper.</source>
        <translation>打印机 {printer} 缺纸。</translation>
    </message>
    <message>
        <source>Put in a roll, then test again.</source>
        <translation>请装入纸卷后再测试。</translation>
    </message>
    <message>
        <source>The cover of {printer} is open.</source>
        <translation>{printer} 的机盖打开。</translation>
    </message>
    <message>
        <source>Close it, then test again.</source>
        <translation>请合上机盖后再测试。</translation>
    </message>
    <message>
        <source>The printer {printer} says that it is offline.</source>
        <translation>打印机 {printer} 报告脱机。</translation>
    </message>
    <message>
        <source>Look at its lamps and its cutter, then press its button for online.</source>
        <translation>请查看指示灯和切刀，再按联机键。</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>The staff number or the PIN is wrong.</source>
        <translation>工号或密码不正确。</translation>
    </message>
    <message>
        <source>Attempts left before a pause: {attempts_left}.</source>
        <translation>暂停前还可尝试 {attempts_left} 次。</translation>
    </message>
    <message>
        <source>Type the PIN again.</source>
        <translation>请重新输入密码。</translation>
    </message>
    <message>
        <source>Too many wrong PINs for this staff number.</source>
        <translation>此工号密码错误次数过多。</translation>
    </message>
    <message>
        <source>Others can still sign in.</source>
        <translation>其他人仍可登录。</translation>
    </message>
    <message>
        <source>Wait {seconds} seconds, then try again.</source>
        <translation>请等待 {seconds} 秒后再试。</translation>
    </message>
    <message>
        <source>Nobody is signed in at this till.</source>
        <translation>本收银台尚未登录。</translation>
    </message>
    <message>
        <source>The basket is kept.</source>
        <translation>购物篮已保留。</translation>
    </message>
    <message>
        <source>Sign in first.</source>
        <translation>请先登录。</translation>
    </message>
    <message>
        <source>Check the amount, and what was moved in this shift so far.</source>
        <translation>请核对金额，以及本班已有的现金收支。</translation>
    </message>
    <message>
        <source>No product of this store has the code {scanned}.</source>
        <translation>本店没有条码为 {scanned} 的商品。</translation>
    </message>
    <message>
        <source>Nothing was added.</source>
        <translation>没有加入任何商品。</translation>
    </message>
    <message>
        <source>Search it by name, or type the number under the barcode.</source>
        <translation>请按品名查找，或手动输入条码下方的数字。</translation>
    </message>
    <message>
        <source>This piece expired on {date}.</source>
        <translation>这件商品已于 {date} 过期。</translation>
    </message>
    <message>
        <source>It was not added.</source>
        <translation>没有加入购物篮。</translation>
    </message>
    <message>
        <source>Take it out of sale and give the shopper another one.</source>
        <translation>请下架这件商品，为顾客换一件。</translation>
    </message>
    <message>
        <source>A line holds at most {maximum} pieces.</source>
        <translation>每行最多 {maximum} 件。</translation>
    </message>
    <message>
        <source>The quantity was not changed.</source>
        <translation>数量没有改变。</translation>
    </message>
    <message>
        <source>Check the number; split a truly large sale into two.</source>
        <translation>请核对数量；确实很大时请分两单。</translation>
    </message>
    <message>
        <source>That is not a quantity.</source>
        <translation>这不是有效的数量。</translation>
    </message>
    <message>
        <source>Type whole pieces, or a weight with at most three decimals.</source>
        <translation>请输入整数件数，或最多三位小数的重量。</translation>
    </message>
    <message>
        <source>That is not a number of points.</source>
        <translation>这不是有效的积分数。</translation>
    </message>
    <message>
        <source>The points were not changed.</source>
        <translation>积分没有改变。</translation>
    </message>
    <message>
        <source>Type a whole number; 0 uses none.</source>
        <translation>请输入整数；0 表示不使用。</translation>
    </message>
    <message>
        <source>{name} is sold by weight; the code does not say how much it weighs.</source>
        <translation>{name}按重量销售，条码中没有重量。</translation>
    </message>
    <message>
        <source>Weigh it and scan the label from the scale.</source>
        <translation>请称重后扫描电子秤标签。</translation>
    </message>
    <message>
        <source>This code cannot be read as one of ours.</source>
        <translation>这不是可识别的码。</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>没有任何改变。</translation>
    </message>
    <message>
        <source>No shift is open at this till.</source>
        <translation>本收银台还没有开班。</translation>
    </message>
    <message>
        <source>Open a shift on the page Shift: count the float, then sell on.</source>
        <translation>请在「班次」页开班：清点备用金，然后继续销售。</translation>
    </message>
    <message>
        <source>A shift is open at this till already.</source>
        <translation>本收银台已经开班。</translation>
    </message>
    <message>
        <source>Close it first: count the drawer on the page Shift.</source>
        <translation>请先结班：在「班次」页清点钱箱。</translation>
    </message>
    <message>
        <source>A reason is needed here.</source>
        <translation>这里需要填写原因。</translation>
    </message>
    <message>
        <source>Nothing was written yet.</source>
        <translation>尚未写入任何记录。</translation>
    </message>
    <message>
        <source>Say in some words why, then confirm again.</source>
        <translation>请简单说明原因，再次确认。</translation>
    </message>
    <message>
        <source>There cannot be so much cash in the drawer.</source>
        <translation>钱箱里不可能有这么多现金。</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>没有写入任何记录。</translation>
    </message>
    <message>
        <source>Ask the member to open the code in the app again and hold it still.</source>
        <translation>请会员在 App 中重新打开会员码，并拿稳手机。</translation>
    </message>
    <message>
        <source>This member code was issued by somebody this till does not know.</source>
        <translation>此会员码的签发方不为本收银台所知。</translation>
    </message>
    <message>
        <source>Look at the connection page: new keys may be waiting. Otherwise search the member.</source>
        <translation>请查看同步页面，可能有新密钥尚未收到；也可以查找会员。</translation>
    </message>
    <message>
        <source>This member code is forged or damaged.</source>
        <translation>此会员码系伪造或已损坏。</translation>
    </message>
    <message>
        <source>No benefit was given.</source>
        <translation>没有给予任何权益。</translation>
    </message>
    <message>
        <source>Ask the member to open the code in the group&apos;s own app.</source>
        <translation>请会员在集团官方 App 中打开会员码。</translation>
    </message>
    <message>
        <source>This member code is too old; perhaps it is a photograph.</source>
        <translation>此会员码已过期，可能是截图或照片。</translation>
    </message>
    <message>
        <source>Ask the member to refresh the code in the app. If it happens to all, check the till&apos;s clock.</source>
        <translation>请会员在 App 中刷新会员码。如果每位会员都这样，请检查本机时钟。</translation>
    </message>
    <message>
        <source>This member code comes from the future: one of the two clocks is wrong.</source>
        <translation>此会员码的时间晚于本机：两边时钟有一个不准。</translation>
    </message>
    <message>
        <source>Check this till&apos;s date and time. Meanwhile search the member by phone number.</source>
        <translation>请检查本机日期和时间；在此期间可按手机号查找会员。</translation>
    </message>
    <message>
        <source>This very code was accepted here before.</source>
        <translation>这个码已经在这里用过。</translation>
    </message>
    <message>
        <source>It counts only once; nothing was changed.</source>
        <translation>每个码只算一次，没有任何改变。</translation>
    </message>
    <message>
        <source>Wait for the next code in the member&apos;s app (at most 30 seconds) and scan it.</source>
        <translation>请等会员 App 显示下一个码（最多 30 秒）后再扫。</translation>
    </message>
    <message>
        <source>This phone was reported lost or replaced.</source>
        <translation>这部手机已报失或已更换。</translation>
    </message>
    <message>
        <source>Ask the member to sign in to the app again, or fetch a manager.</source>
        <translation>请会员在 App 中重新登录，或请店长处理。</translation>
    </message>
    <message>
        <source>Unknown code: {text}</source>
        <translation>无法识别的码：{text}</translation>
    </message>
    <message>
        <source>Search the product by name, or scan another code on it.</source>
        <translation>请按品名查找，或扫描商品上的其他条码。</translation>
    </message>
    <message>
        <source>This store does not know this member.</source>
        <translation>本店没有这位会员的资料。</translation>
    </message>
    <message>
        <source>The sale can go on without a member.</source>
        <translation>可以不记会员继续收银。</translation>
    </message>
    <message>
        <source>Ask for the code in the member&apos;s app: it works for members of every store.</source>
        <translation>请会员出示 App 会员码，任何门店的会员都可以使用。</translation>
    </message>
    <message>
        <source>Tier prices are given and points are earned all the same.</source>
        <translation>会员价照常享受，积分照常累计。</translation>
    </message>
    <message>
        <source>Scan the code in the member&apos;s app.</source>
        <translation>请扫会员 App 中的会员码。</translation>
    </message>
    <message>
        <source>This till does not know the offer behind this coupon.</source>
        <translation>本收银台没有此券对应的活动。</translation>
    </message>
    <message>
        <source>The coupon was not used.</source>
        <translation>此券没有被使用。</translation>
    </message>
    <message>
        <source>Look at the connection page: new offers may be waiting.</source>
        <translation>请查看同步页面，可能有新活动尚未收到。</translation>
    </message>
    <message>
        <source>Nothing was charged and the code was not kept.</source>
        <translation>没有扣款，付款码也没有保存。</translation>
    </message>
    <message>
        <source>This receipt was made at another till ({till}).</source>
        <translation>这张小票由另一台收银台（{till}）开出。</translation>
    </message>
    <message>
        <source>Open it at that till.</source>
        <translation>请到那台收银台打开。</translation>
    </message>
    <message>
        <source>The basket is empty.</source>
        <translation>购物篮是空的。</translation>
    </message>
    <message>
        <source>Scan something first.</source>
        <translation>请先扫描商品。</translation>
    </message>
    <message>
        <source>A payment has been taken already; the basket cannot change now.</source>
        <translation>已经收过款，购物篮现在不能更改。</translation>
    </message>
    <message>
        <source>Basket and payment are as they were.</source>
        <translation>购物篮和付款都保持原样。</translation>
    </message>
    <message>
        <source>This amount cannot be taken: nothing remains to be paid, or it is more than a card may pay.</source>
        <translation>不能收取这个金额：已无需付款，或超出刷卡可付金额。</translation>
    </message>
    <message>
        <source>No payment was added.</source>
        <translation>没有增加付款。</translation>
    </message>
    <message>
        <source>The ledger is being asked whether these coupons and points are free.</source>
        <translation>正在向总账确认这些优惠券和积分是否可用。</translation>
    </message>
    <message>
        <source>Take the payment in a second; without an answer the sale goes on by itself.</source>
        <translation>请稍等一秒再收款；若没有答复，本单会自动继续。</translation>
    </message>
    <message>
        <source>A coupon or points of this sale are no longer set aside for this till.</source>
        <translation>本单的一张券或部分积分已不再为本机保留。</translation>
    </message>
    <message>
        <source>The sale was not completed. Basket and payments are kept.</source>
        <translation>本单未完成，购物篮和收款均已保留。</translation>
    </message>
    <message>
        <source>Take the payment back, go back to the basket, and pay again at the new price.</source>
        <translation>请先退回收款，返回购物篮，再按新金额收款。</translation>
    </message>
    <message>
        <source>Check the amount.</source>
        <translation>请核对金额。</translation>
    </message>
    <message>
        <source>A card payment needs the reference that the card terminal printed.</source>
        <translation>刷卡付款需要刷卡机打印的参考号。</translation>
    </message>
    <message>
        <source>Type the number from the terminal&apos;s slip.</source>
        <translation>请输入签购单上的号码。</translation>
    </message>
    <message>
        <source>{remaining} is still to be paid.</source>
        <translation>还需收 {remaining}。</translation>
    </message>
    <message>
        <source>Basket and payments are kept.</source>
        <translation>购物篮和付款都已保留。</translation>
    </message>
    <message>
        <source>Take the rest in cash or by card.</source>
        <translation>请用现金或刷卡收取余款。</translation>
    </message>
    <message>
        <source>The old setting is kept.</source>
        <translation>原设置保持不变。</translation>
    </message>
    <message>
        <source>The receipt was not printed: {printer} does not answer.</source>
        <translation>小票没有打印：打印机 {printer} 无响应。</translation>
    </message>
    <message>
        <source>The sale is complete and in the journal.</source>
        <translation>交易已完成并记入流水。</translation>
    </message>
    <message>
        <source>No receipt printer is set up at this till.</source>
        <translation>本收银台没有设置小票打印机。</translation>
    </message>
    <message>
        <source>Save the receipt as PDF, or set a printer on the devices page.</source>
        <translation>请将小票存为 PDF，或在设备页面设置打印机。</translation>
    </message>
    <message>
        <source>The PDF could not be written to {path}.</source>
        <translation>无法将 PDF 写入 {path}。</translation>
    </message>
    <message>
        <source>Choose another folder, or free some space.</source>
        <translation>请换一个文件夹，或清理磁盘空间。</translation>
    </message>
    <message>
        <source>This till has no such sale.</source>
        <translation>本收银台没有这笔交易。</translation>
    </message>
    <message>
        <source>Nothing was taken back.</source>
        <translation>没有退回任何商品。</translation>
    </message>
    <message>
        <source>Scan the code at the end of the receipt, or look the sale up by number or amount.</source>
        <translation>请扫描小票末尾的二维码，或按小票号、金额查找。</translation>
    </message>
    <message>
        <source>The receipt is genuine. Nothing was taken back.</source>
        <translation>小票是真的。没有退回任何商品。</translation>
    </message>
    <message>
        <source>This is no receipt of the group&apos;s tills.</source>
        <translation>这不是本集团收银台的小票。</translation>
    </message>
    <message>
        <source>Scan the code at the end of the receipt again, or look the sale up.</source>
        <translation>请重新扫描小票末尾的二维码，或查找这笔销售。</translation>
    </message>
    <message>
        <source>No goods are chosen to come back.</source>
        <translation>还没有选择要退的商品。</translation>
    </message>
    <message>
        <source>Scan the goods, or choose their line and set how many.</source>
        <translation>请扫描商品，或选择商品行并设定数量。</translation>
    </message>
    <message>
        <source>More would come back than was bought and is not back already.</source>
        <translation>要退的数量超过了已购买且尚未退回的数量。</translation>
    </message>
    <message>
        <source>Open the sale again and take what is left of it.</source>
        <translation>请重新打开这笔销售，只退剩余的部分。</translation>
    </message>
    <message>
        <source>These goods are not in this sale, or all of them are back.</source>
        <translation>这笔销售里没有这件商品，或者已经全部退回。</translation>
    </message>
    <message>
        <source>Look whether the receipt belongs to the goods.</source>
        <translation>请核对小票与商品是否一致。</translation>
    </message>
    <message>
        <source>This till does not have the offers any more that this sale was made with.</source>
        <translation>本收银台已没有这笔销售当时所用的优惠。</translation>
    </message>
    <message>
        <source>Let the till sync once, then try again.</source>
        <translation>请让收银台同步一次后再试。</translation>
    </message>
    <message>
        <source>The last sale is older than {minutes} minutes, or part of it came back.</source>
        <translation>上一笔销售已超过 {minutes} 分钟，或已退回一部分。</translation>
    </message>
    <message>
        <source>The sale stands as it is.</source>
        <translation>这笔销售保持不变。</translation>
    </message>
    <message>
        <source>Take its goods back as a return.</source>
        <translation>请按退货办理。</translation>
    </message>
    <message>
        <source>See the examples beside the field, or choose one from its list.</source>
        <translation>请参考输入框旁的示例，或从列表中选择。</translation>
    </message>
    <message>
        <source>Check power, paper and cable. It is printed when the printer answers, or from the list of receipts.</source>
        <translation>请检查电源、纸张和连线。打印机恢复后会自动打印，也可在小票列表中打印。</translation>
    </message>
    <message>
        <source>The receipt was not printed: {printer} is out of paper.</source>
        <translation>小票未打印：{printer} 缺纸。</translation>
    </message>
    <message>
        <source>Put in a roll and close the cover: the receipt is then printed by itself.</source>
        <translation>请装入纸卷并合上机盖，之后会自动打印。</translation>
    </message>
    <message>
        <source>The receipt was not printed: the cover of {printer} is open.</source>
        <translation>小票未打印：{printer} 的机盖打开。</translation>
    </message>
    <message>
        <source>Close the cover: the receipt is then printed by itself.</source>
        <translation>请合上机盖，之后会自动打印。</translation>
    </message>
    <message>
        <source>The receipt was not printed: {printer} says that it is offline.</source>
        <translation>小票未打印：{printer} 报告脱机。</translation>
    </message>
    <message>
        <source>Look at its lamps and its cutter, then press its button for online.</source>
        <translation>请查看指示灯和切刀，再按联机键。</translation>
    </message>
    <message>
        <source>Look for it in the list of receipts.</source>
        <translation>请在小票列表中查找。</translation>
    </message>
    <message>
        <source>The camera {camera} gives no picture.</source>
        <translation>摄像头 {camera} 没有画面。</translation>
    </message>
    <message>
        <source>Something is being asked here; what was scanned is not taken.</source>
        <translation>这里还有问题没有答完，刚才扫的没有收下。</translation>
    </message>
    <message>
        <source>Nothing was changed; what is typed here stays.</source>
        <translation>什么都没有变，已输入的还在。</translation>
    </message>
    <message>
        <source>Finish it and scan again, or go to the basket (Ctrl+1) first.</source>
        <translation>请先做完再扫；或者先回购物篮（Ctrl+1）。</translation>
    </message>
    <message>
        <source>This reward is not offered here any more.</source>
        <translation>本店已不再提供这项兑换。</translation>
    </message>
    <message>
        <source>No points were taken.</source>
        <translation>没有扣除积分。</translation>
    </message>
    <message>
        <source>Look at the list again: it shows what there is now.</source>
        <translation>请再看列表：上面是现在可兑换的。</translation>
    </message>
    <message>
        <source>Every {name} has been given away.</source>
        <translation>{name}已全部兑完。</translation>
    </message>
    <message>
        <source>Offer another reward of the list.</source>
        <translation>请推荐列表中的其他兑换。</translation>
    </message>
    <message>
        <source>There are not enough points for this reward, or another till has them in hand.</source>
        <translation>积分不足，或正被另一台收银台占用。</translation>
    </message>
    <message>
        <source>Try again in a minute, or offer a smaller reward.</source>
        <translation>请一分钟后再试，或推荐积分更少的兑换。</translation>
    </message>
    <message>
        <source>The ledger did not answer, and without it this till may not spend these points.</source>
        <translation>总账没有应答；没有它，本机不能使用这些积分。</translation>
    </message>
    <message>
        <source>Do not hand it over. Try again when connected.</source>
        <translation>请不要交付商品，联网后再试。</translation>
    </message>
    <message>
        <source>These members are not yours to look for.</source>
        <translation>这些会员不在您的查看范围内。</translation>
    </message>
    <message>
        <source>Nothing was changed. Somebody who stands here is served all the same.</source>
        <translation>未作任何更改。到店的会员照常服务。</translation>
    </message>
    <message>
        <source>Scan the member&apos;s code, or type the phone under Join (F4).</source>
        <translation>请扫会员码，或在入会（F4）中输入手机号。</translation>
    </message>
    <message>
        <source>Several members fit these words.</source>
        <translation>有多位会员符合。</translation>
    </message>
    <message>
        <source>Type more of the phone number, or scan the member&apos;s code.</source>
        <translation>请多输入几位手机号，或扫描会员码。</translation>
    </message>
    <message>
        <source>No sale was found for it.</source>
        <translation>没有找到相应的销售。</translation>
    </message>
    <message>
        <source>Check the number, or scan the code under the receipt or the member&apos;s code.</source>
        <translation>请核对号码，或扫描小票下方的码或会员码。</translation>
    </message>
    <message>
        <source>The price given back for one is above 0 and at most the price of today.</source>
        <translation>每件退款单价须大于 0，且不超过现价。</translation>
    </message>
    <message>
        <source>Type a lower price.</source>
        <translation>请输入更低的价格。</translation>
    </message>
    <message>
        <source>This store takes no goods back without a receipt.</source>
        <translation>本店不办理无小票退货。</translation>
    </message>
    <message>
        <source>Look the sale up: by the receipt&apos;s number, or by the member.</source>
        <translation>请按小票号或会员查找这笔销售。</translation>
    </message>
    <message>
        <source>At most {limit} may go back at one time without looking the sale up.</source>
        <translation>未查询销售时，每次最多退 {limit}。</translation>
    </message>
    <message>
        <source>Take back less, or look the sale up by the receipt&apos;s number or by the member.</source>
        <translation>请少退一些，或按小票号、会员查找这笔销售。</translation>
    </message>
    <message>
        <source>Goods come back for this basket: it cannot be parked.</source>
        <translation>这个购物篮正在换货，不能挂单。</translation>
    </message>
    <message>
        <source>The basket is kept. Nothing was taken back yet.</source>
        <translation>购物篮保留，还没有办理退货。</translation>
    </message>
    <message>
        <source>Complete the exchange, or take it off the basket first: go to payment and take it back.</source>
        <translation>请完成换货，或先到收款页取消换货。</translation>
    </message>
    <message>
        <source>The ledger does not show you these figures.</source>
        <translation>总账不向您显示这些数据。</translation>
    </message>
    <message>
        <source>Head office says in the organisation how far your scope goes. F7 shows your store.</source>
        <translation>可查看的范围由总部在组织架构里设定。按 F7 看本店。</translation>
    </message>
    <message>
        <source>This number is both {goods} and the old card of {member}.</source>
        <translation>这个号码既是商品「{goods}」，又是会员 {member} 的旧卡号。</translation>
    </message>
    <message>
        <source>Look at what you scanned, and say which it is.</source>
        <translation>请看一下扫的是什么，再选一个。</translation>
    </message>
    <message>
        <source>It is known already how this refund ended.</source>
        <translation>这笔退款的结果已经确定。</translation>
    </message>
    <message>
        <source>The wallet is just being asked about this refund.</source>
        <translation>正在向钱包查询这笔退款。</translation>
    </message>
    <message>
        <source>Nothing was changed; it is given once at most.</source>
        <translation>没有任何改动；这笔退款最多退一次。</translation>
    </message>
    <message>
        <source>Wait for its answer, some seconds, then try again.</source>
        <translation>请等几秒钟收到答复后再试。</translation>
    </message>
    <message>
        <source>{wallet} does not give this refund: {detail}.</source>
        <translation>{wallet}不予退款：{detail}。</translation>
    </message>
    <message>
        <source>The return stands; the shopper has not got this money yet.</source>
        <translation>退货已完成；这笔钱还没有退给顾客。</translation>
    </message>
    <message>
        <source>Try again, or give it in cash.</source>
        <translation>请重试，或改退现金。</translation>
    </message>
    <message>
        <source>{wallet}: the store&apos;s own account there does not hold enough for this refund.</source>
        <translation>{wallet}：门店账户余额不足，无法退款。</translation>
    </message>
    <message>
        <source>Try again when the account has been filled, or give it in cash.</source>
        <translation>请在账户充值后重试，或改退现金。</translation>
    </message>
    <message>
        <source>{wallet} does not give back a payment that is so old.</source>
        <translation>{wallet}：付款时间过久，已不能原路退回。</translation>
    </message>
    <message>
        <source>Give it in cash.</source>
        <translation>请改退现金。</translation>
    </message>
    <message>
        <source>{wallet} does not accept refunds as this till sends them: {detail}.</source>
        <translation>{wallet}不接受本机发出的退款请求：{detail}。</translation>
    </message>
    <message>
        <source>Give it in cash, and tell the office: the account is not set up right.</source>
        <translation>请改退现金，并通知总部：账户设置有误。</translation>
    </message>
    <message>
        <source>{wallet} could not credit the shopper&apos;s account.</source>
        <translation>{wallet}无法把钱退到顾客的账户。</translation>
    </message>
    <message>
        <source>Give it in the operator&apos;s own pages or in cash, and set it down here.</source>
        <translation>请在支付机构后台退款或改退现金，并在这里登记。</translation>
    </message>
    <message>
        <source>{wallet} has closed this refund without giving it.</source>
        <translation>{wallet}已关闭这笔退款，钱没有退出。</translation>
    </message>
    <message>
        <source>No cash drawer is set up at this till.</source>
        <translation>本机未设置钱箱。</translation>
    </message>
    <message>
        <source>Choose the pin of its plug first, then test again.</source>
        <translation>请先选择钱箱接口的针脚，再测试。</translation>
    </message>
    <message>
        <source>The part of OneTill that reads cameras is not installed on this machine.</source>
        <translation>本机未安装 OneTill 的摄像头组件。</translation>
    </message>
    <message>
        <source>Hand scanners work without it.</source>
        <translation>手持扫码枪不受影响。</translation>
    </message>
    <message>
        <source>Install the package onetill-camera, or choose no camera.</source>
        <translation>请安装软件包 onetill-camera，或选择不使用摄像头。</translation>
    </message>
    <message>
        <source>Hand scanners and typing work as before.</source>
        <translation>扫码枪和键盘输入照常使用。</translation>
    </message>
    <message>
        <source>Check its cable, or choose another one on the devices page. It is tried again by itself.</source>
        <translation>请检查连线，或在设备页面换一个；系统会自动重试。</translation>
    </message>
    <message>
        <source>The disk is full: nothing more can be written.</source>
        <translation>磁盘已满，无法继续写入。</translation>
    </message>
    <message>
        <source>Completed sales are safe. What you just did was not done, not even in part.</source>
        <translation>已完成的交易是安全的。刚才的操作完全没有执行。</translation>
    </message>
    <message>
        <source>Free some space on the disk, then do it again.</source>
        <translation>请清理磁盘空间后重做刚才的操作。</translation>
    </message>
    <message>
        <source>The till&apos;s data folder cannot be written: {path}</source>
        <translation>收银台的数据文件夹不可写：{path}</translation>
    </message>
    <message>
        <source>Completed sales are safe. Nothing was changed.</source>
        <translation>已完成的交易是安全的，没有任何改变。</translation>
    </message>
    <message>
        <source>Give this user the right to write there, then start again.</source>
        <translation>请授予当前用户写入权限，然后重新启动。</translation>
    </message>
    <message>
        <source>The disk did not do as it was asked: {path} {detail}</source>
        <translation>磁盘没有正常响应：{path} {detail}</translation>
    </message>
    <message>
        <source>Try again. If it stays, back up this folder and have the disk checked.</source>
        <translation>请重试。如果仍然出现，请备份此文件夹并检修磁盘。</translation>
    </message>
    <message>
        <source>The till&apos;s database was busy for too long.</source>
        <translation>收银台数据库长时间繁忙。</translation>
    </message>
    <message>
        <source>Do it again.</source>
        <translation>请再操作一次。</translation>
    </message>
    <message>
        <source>There is no till&apos;s data here: {path}</source>
        <translation>这里没有收银台数据：{path}</translation>
    </message>
    <message>
        <source>Name the right folder with --data, or start the till once to make it.</source>
        <translation>请用 --data 指定正确的文件夹，或先启动一次收银台以创建数据。</translation>
    </message>
    <message>
        <source>The till&apos;s database is damaged: {path}</source>
        <translation>收银台数据库已损坏：{path}</translation>
    </message>
    <message>
        <source>Sales that reached the ledger are safe there. The damaged file is left as it is.</source>
        <translation>已上传到总账的交易是安全的。损坏的文件保持原样。</translation>
    </message>
    <message>
        <source>Do not delete anything. Run &apos;pos-client doctor&apos;, then restore the newest backup.</source>
        <translation>请不要删除任何文件。运行 “pos-client doctor”，然后恢复最新备份。</translation>
    </message>
    <message>
        <source>The till&apos;s database belongs to another key than this machine&apos;s: {path}</source>
        <translation>收银台数据库的密钥与本机不符：{path}</translation>
    </message>
    <message>
        <source>The data are whole and stay encrypted.</source>
        <translation>数据完好，并保持加密。</translation>
    </message>
    <message>
        <source>Was the folder copied from another machine? Start the till there, or enrol this one anew in an empty folder.</source>
        <translation>文件夹是从别的机器复制来的吗？请在原机器上启动，或在空文件夹中重新注册本机。</translation>
    </message>
    <message>
        <source>The key to the till&apos;s database is not on this machine: {path}</source>
        <translation>本机没有收银台数据库的密钥：{path}</translation>
    </message>
    <message>
        <source>Was the folder copied or moved? Move it back, or enrol this till anew in an empty folder.</source>
        <translation>文件夹被复制或移动过吗？请移回原处，或在空文件夹中重新注册。</translation>
    </message>
    <message>
        <source>The system&apos;s key store, which keeps the key to the till&apos;s data, does not answer.</source>
        <translation>保存数据密钥的系统密钥库没有响应。</translation>
    </message>
    <message>
        <source>Unlock the key store (sign in to the desktop again), then start the till.</source>
        <translation>请解锁密钥库（重新登录桌面），再启动收银台。</translation>
    </message>
    <message>
        <source>A file beside the till&apos;s keys is not what it should be: {path}</source>
        <translation>收银台密钥旁的文件不正确：{path}</translation>
    </message>
    <message>
        <source>Restore that file from a backup of this machine, or enrol the till anew in an empty folder.</source>
        <translation>请从本机备份恢复该文件，或在空文件夹中重新注册。</translation>
    </message>
    <message>
        <source>The till&apos;s data were written by a newer version of this program.</source>
        <translation>收银台数据由更新版本的程序写入。</translation>
    </message>
    <message>
        <source>Install the newer version again.</source>
        <translation>请重新安装新版本。</translation>
    </message>
    <message>
        <source>The till&apos;s data were written by an older version of this program.</source>
        <translation>收银台数据由旧版本的程序写入。</translation>
    </message>
    <message>
        <source>Start the till once: it brings its data up to date.</source>
        <translation>请启动一次收银台，数据会自动升级。</translation>
    </message>
    <message>
        <source>The SQLite of this installation ({found}) can damage data; {needed} is needed.</source>
        <translation>此安装中的 SQLite（{found}）可能损坏数据，需要 {needed}。</translation>
    </message>
    <message>
        <source>Nothing was opened.</source>
        <translation>没有打开任何数据。</translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation>请重新安装程序。</translation>
    </message>
    <message>
        <source>Another program is working with this till&apos;s data: {program} (process {pid}).</source>
        <translation>另一个程序正在使用本收银台的数据：{program}（进程 {pid}）。</translation>
    </message>
    <message>
        <source>Close the other one first: only one may sell with one data folder.</source>
        <translation>请先关闭那个程序：一个数据文件夹只允许一个程序收银。</translation>
    </message>
    <message>
        <source>This data folder belongs to till {till} of store {store}.</source>
        <translation>此数据文件夹属于门店 {store} 的收银台 {till}。</translation>
    </message>
    <message>
        <source>Use another data folder for another till.</source>
        <translation>其他收银台请使用另外的数据文件夹。</translation>
    </message>
    <message>
        <source>The ledger sent data that cannot be understood ({feed}, {key}).</source>
        <translation>总账发来的数据无法识别（{feed}，{key}）。</translation>
    </message>
    <message>
        <source>That page was left out as a whole; sales go on with what is known.</source>
        <translation>该页数据整体未采用；可用现有数据继续收银。</translation>
    </message>
    <message>
        <source>Tell the office. It is tried again by itself.</source>
        <translation>请告知总部；系统会自动重试。</translation>
    </message>
    <message>
        <source>The till&apos;s database answered with an error.</source>
        <translation>收银台数据库返回错误。</translation>
    </message>
    <message>
        <source>Try again. If it stays, run &apos;pos-client doctor&apos;.</source>
        <translation>请重试。如果仍然出现，请运行 “pos-client doctor”。</translation>
    </message>
    <message>
        <source>This till is not enrolled at a ledger yet.</source>
        <translation>本收银台尚未在总账注册。</translation>
    </message>
    <message>
        <source>Type the ledger&apos;s address and the enrolment code that the group&apos;s office gave you.</source>
        <translation>请输入集团总部提供的总账地址和注册码。</translation>
    </message>
    <message>
        <source>The folder for backups is not there, or does not answer: {path}</source>
        <translation>存放备份的文件夹不在，或没有响应：{path}</translation>
    </message>
    <message>
        <source>Sales go on, and the till&apos;s own data are as they were. The backups that were made there are kept on that disk; none is put elsewhere.</source>
        <translation>收银照常，收银台自己的数据没有变化。以前的备份都在那块磁盘上，不会写到别处。</translation>
    </message>
    <message>
        <source>Connect its disk, or make the folder, or name another one on the settings page (Ctrl+9).</source>
        <translation>请接上磁盘、建好文件夹，或在设置页（Ctrl+9）换一个文件夹。</translation>
    </message>
    <message>
        <source>Neither the ledger nor this till&apos;s settings say where updates are.</source>
        <translation>总账和本机设置都没有指明更新的位置。</translation>
    </message>
    <message>
        <source>The office says it once, at the ledger; or name an address on the settings page (Ctrl+9).</source>
        <translation>由总部在总账上统一指定；也可以在设置页（Ctrl+9）填写地址。</translation>
    </message>
    <message>
        <source>The ledger cannot be reached.</source>
        <translation>无法连接总账。</translation>
    </message>
    <message>
        <source>Sales go on; everything is kept in the journal and sent later.</source>
        <translation>可继续收银；所有记录都保存在流水中，稍后上传。</translation>
    </message>
    <message>
        <source>Nothing to do. If it lasts, check the network cable or call the office.</source>
        <translation>无需处理。如果持续如此，请检查网线或联系总部。</translation>
    </message>
    <message>
        <source>The ledger did not answer in time.</source>
        <translation>总账没有及时应答。</translation>
    </message>
    <message>
        <source>Nothing to do: it is tried again by itself.</source>
        <translation>无需处理，系统会自动重试。</translation>
    </message>
    <message>
        <source>The ledger answers with an error of its own.</source>
        <translation>总账自身返回错误。</translation>
    </message>
    <message>
        <source>Nothing to do here: it is tried again by itself. If it lasts, call the office.</source>
        <translation>无需处理，系统会自动重试。如果持续如此，请联系总部。</translation>
    </message>
    <message>
        <source>The ledger is busy and asks for patience.</source>
        <translation>总账繁忙，请稍候。</translation>
    </message>
    <message>
        <source>Something else than the ledger answers at its address.</source>
        <translation>总账地址上应答的不是总账。</translation>
    </message>
    <message>
        <source>Sales go on; nothing of that answer was used.</source>
        <translation>可继续收银；该应答没有被采用。</translation>
    </message>
    <message>
        <source>Check the network: a guest network may be asking for a login. Then sync again.</source>
        <translation>请检查网络：可能是访客网络要求登录。之后再同步。</translation>
    </message>
    <message>
        <source>The ledger refused this till&apos;s request.</source>
        <translation>总账拒绝了本收银台的请求。</translation>
    </message>
    <message>
        <source>Sales go on; everything is kept in the journal.</source>
        <translation>可继续收银；所有记录都保存在流水中。</translation>
    </message>
    <message>
        <source>Tell the office; run &apos;pos-client doctor&apos; for the details.</source>
        <translation>请告知总部；运行 “pos-client doctor” 查看详情。</translation>
    </message>
    <message>
        <source>The ledger sent data without the group&apos;s signature.</source>
        <translation>总账发来的数据没有集团签名。</translation>
    </message>
    <message>
        <source>Nothing of it was used; sales go on with what is known.</source>
        <translation>这些数据没有被采用；可用现有数据继续收银。</translation>
    </message>
    <message>
        <source>Tell the office at once: somebody may be standing in for the ledger.</source>
        <translation>请立即告知总部：可能有人冒充总账。</translation>
    </message>
    <message>
        <source>This ledger is not the one that the enrolment code belongs to.</source>
        <translation>此总账与注册码不匹配。</translation>
    </message>
    <message>
        <source>The till was not enrolled.</source>
        <translation>收银台没有注册。</translation>
    </message>
    <message>
        <source>Check the address and the code; ask the office for a new code if both are right.</source>
        <translation>请核对地址和注册码；都正确时请向总部索取新的注册码。</translation>
    </message>
    <message>
        <source>The ledger did not accept this enrolment code.</source>
        <translation>总账不接受这个注册码。</translation>
    </message>
    <message>
        <source>A code works once and for one hour: ask the office for a new one.</source>
        <translation>注册码一小时内有效且只能用一次，请向总部索取新的注册码。</translation>
    </message>
    <message>
        <source>That is not the address of a ledger: {address}</source>
        <translation>这不是总账地址：{address}</translation>
    </message>
    <message>
        <source>It looks like https://ledger.example or http://127.0.0.1:8080.</source>
        <translation>格式如 https://ledger.example 或 http://127.0.0.1:8080。</translation>
    </message>
    <message>
        <source>The ledger does not know this till, or does not accept its signature.</source>
        <translation>总账不认识本收银台，或不接受其签名。</translation>
    </message>
    <message>
        <source>Ask the office to look at this till&apos;s enrolment.</source>
        <translation>请总部检查本收银台的注册。</translation>
    </message>
    <message>
        <source>The group has withdrawn this till.</source>
        <translation>集团已撤销本收银台。</translation>
    </message>
    <message>
        <source>What is in the journal is kept.</source>
        <translation>流水中的记录会保留。</translation>
    </message>
    <message>
        <source>Stop selling here and call the office.</source>
        <translation>请停止在此收银并联系总部。</translation>
    </message>
    <message>
        <source>The ledger has suspended this till: two journals claim to be its own.</source>
        <translation>总账已暂停本收银台：有两份流水都自称来自本机。</translation>
    </message>
    <message>
        <source>Sales go on and are kept in the journal; the ledger takes none until somebody decides.</source>
        <translation>可继续收银并保存在流水中；在有人裁定之前总账不再接收。</translation>
    </message>
    <message>
        <source>Call the office now. Was this till&apos;s disk copied or restored?</source>
        <translation>请立即联系总部。本机磁盘是否被复制或恢复过？</translation>
    </message>
    <message>
        <source>This code of a basket is too old.</source>
        <translation>这个挂单码已过期。</translation>
    </message>
    <message>
        <source>Nothing was taken up; the basket is where it was parked.</source>
        <translation>没有取单；挂单仍在原来的收银台。</translation>
    </message>
    <message>
        <source>Have it shown again. If it happens to all, compare the clocks of both tills.</source>
        <translation>请重新显示挂单码。如果总是这样，请核对两台收银台的时钟。</translation>
    </message>
    <message>
        <source>A code cannot carry this basket: manual prices, notes or coupons would be lost.</source>
        <translation>这张挂单不能用码传递：手工价、备注或纸质券会丢失。</translation>
    </message>
    <message>
        <source>It is parked here.</source>
        <translation>挂单保存在本机。</translation>
    </message>
    <message>
        <source>The other tills have it in their list as soon as the connection is there.</source>
        <translation>联网后，其他收银台的挂单列表里就会有它。</translation>
    </message>
    <message>
        <source>{lines} lines are too many for codes on a screen.</source>
        <translation>{lines} 行商品太多，屏幕上的码放不下。</translation>
    </message>
    <message>
        <source>The basket is parked here.</source>
        <translation>挂单保存在本机。</translation>
    </message>
    <message>
        <source>Take it up and park it in two parts, or wait for the connection.</source>
        <translation>请取单后分两次挂单，或等待联网。</translation>
    </message>
    <message>
        <source>This basket was parked in store {store}.</source>
        <translation>这张挂单属于门店 {store}。</translation>
    </message>
    <message>
        <source>Scan the goods here.</source>
        <translation>请在这里直接扫商品。</translation>
    </message>
    <message>
        <source>This till does not know {sku} of the basket yet.</source>
        <translation>本收银台还没有挂单里的商品 {sku}。</translation>
    </message>
    <message>
        <source>Nothing was taken up; the code stays good.</source>
        <translation>没有取单；挂单码仍然有效。</translation>
    </message>
    <message>
        <source>Sync this till, or scan the goods by hand.</source>
        <translation>请先同步本收银台，或逐件扫商品。</translation>
    </message>
    <message>
        <source>This member has said that they want no contact.</source>
        <translation>这位会员已表示不愿被联系。</translation>
    </message>
    <message>
        <source>Nothing was written; nobody can overrule it.</source>
        <translation>没有记录任何内容；任何人都不能推翻。</translation>
    </message>
    <message>
        <source>Serve them when they come. They may change their mind at the counter.</source>
        <translation>到店时请照常服务；会员可以在柜台改变主意。</translation>
    </message>
    <message>
        <source>This member was contacted as often as the group allows.</source>
        <translation>这位会员的联系次数已达集团上限。</translation>
    </message>
    <message>
        <source>They come back into the list by themselves.</source>
        <translation>到期后会自动回到名单。</translation>
    </message>
    <message>
        <source>It is quiet now: nobody is contacted before {until}.</source>
        <translation>现在是免打扰时段：{until} 之前不联系任何人。</translation>
    </message>
    <message>
        <source>Somebody has done this already.</source>
        <translation>已有人办过此事。</translation>
    </message>
    <message>
        <source>Nothing was written a second time.</source>
        <translation>没有重复记录。</translation>
    </message>
    <message>
        <source>Go on with the next one.</source>
        <translation>请继续下一位。</translation>
    </message>
    <message>
        <source>Type a number of days from 1 to {maximum}.</source>
        <translation>请输入 1 到 {maximum} 之间的天数。</translation>
    </message>
    <message>
        <source>Press F9 again.</source>
        <translation>请再按一次 F9。</translation>
    </message>
    <message>
        <source>Nothing is shown without a reason.</source>
        <translation>没有原因，不能显示完整资料。</translation>
    </message>
    <message>
        <source>Nothing was written; name, phone and birthday stay masked.</source>
        <translation>没有写入任何内容；姓名、手机和生日仍然隐藏。</translation>
    </message>
    <message>
        <source>Choose why you need to see it.</source>
        <translation>请选择需要看的原因。</translation>
    </message>
    <message>
        <source>There is nothing in the note.</source>
        <translation>备注是空的。</translation>
    </message>
    <message>
        <source>Write it again with some words.</source>
        <translation>请写上内容再保存。</translation>
    </message>
    <message>
        <source>Number {staff_id} wrote this note.</source>
        <translation>这条备注是 {staff_id} 号写的。</translation>
    </message>
    <message>
        <source>The note is kept.</source>
        <translation>备注保持不变。</translation>
    </message>
    <message>
        <source>Whoever wrote it removes it, or a manager.</source>
        <translation>由写的人或店长来删除。</translation>
    </message>
    <message>
        <source>The till&apos;s settings cannot be used: {detail}</source>
        <translation>收银台设置无法使用：{detail}</translation>
    </message>
    <message>
        <source>Sales and journal are safe; nothing was opened.</source>
        <translation>交易和流水是安全的，没有打开任何数据。</translation>
    </message>
    <message>
        <source>Correct settings.json in the data folder, or delete it to start with the defaults.</source>
        <translation>请修正数据文件夹中的 settings.json，或删除它以使用默认设置。</translation>
    </message>
    <message>
        <source>The file does not say what to sell: {detail}</source>
        <translation>文件没有说明要销售什么：{detail}</translation>
    </message>
    <message>
        <source>Nothing was sold.</source>
        <translation>没有销售任何商品。</translation>
    </message>
    <message>
        <source>Correct the file; &apos;pos-client sell --help&apos; shows the form.</source>
        <translation>请修正文件；“pos-client sell --help” 显示格式。</translation>
    </message>
    <message>
        <source>The program made a mistake that nobody foresaw.</source>
        <translation>程序出现了意料之外的错误。</translation>
    </message>
    <message>
        <source>Completed sales are safe in the journal.</source>
        <translation>已完成的交易安全地保存在流水中。</translation>
    </message>
    <message>
        <source>Go on; if it happens again, restart the till and report it. The log has the details.</source>
        <translation>可以继续；如果再次出现，请重启收银台并上报，日志中有详情。</translation>
    </message>
    <message>
        <source>Your role at this store does not allow this.</source>
        <translation>您在本店的角色不能做这件事。</translation>
    </message>
    <message>
        <source>Sign out and let somebody sign in who may do it.</source>
        <translation>请退出登录，由有权限的同事登录操作。</translation>
    </message>
    <message>
        <source>A manager must allow this.</source>
        <translation>这一步需要店长授权。</translation>
    </message>
    <message>
        <source>Nothing was changed yet.</source>
        <translation>目前没有任何改动。</translation>
    </message>
    <message>
        <source>Ask a manager for badge or number and PIN.</source>
        <translation>请店长扫工牌（或输入工号）并输入密码。</translation>
    </message>
    <message>
        <source>{staff_id} may not allow this.</source>
        <translation>{staff_id} 无权授权这一步。</translation>
    </message>
    <message>
        <source>This till is locked with a basket of {staff_id}.</source>
        <translation>本机已锁定，里面有 {staff_id} 的购物篮。</translation>
    </message>
    <message>
        <source>{staff_id} goes on with the PIN, or a manager does.</source>
        <translation>请 {staff_id} 本人或店长输入密码继续。</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>没有可以撤销的操作。</translation>
    </message>
    <message>
        <source>Only removed lines and changed quantities of this basket come back.</source>
        <translation>只能恢复本购物篮删除的商品和改动的数量。</translation>
    </message>
    <message>
        <source>That is no price below the list price.</source>
        <translation>这不是低于原价的价格。</translation>
    </message>
    <message>
        <source>The price was not changed.</source>
        <translation>价格没有改动。</translation>
    </message>
    <message>
        <source>Type a price, a rate or an amount that leaves at least 0.</source>
        <translation>请输入改后单价、折扣率或减价金额，改后不能低于 0。</translation>
    </message>
    <message>
        <source>A manual price needs its reason.</source>
        <translation>手工改价必须有原因。</translation>
    </message>
    <message>
        <source>Choose one; another reason needs a few words.</source>
        <translation>请选择一个原因；选“其他原因”时请写几个字说明。</translation>
    </message>
    <message>
        <source>Nothing in this basket can be lowered as a whole.</source>
        <translation>这个购物篮里没有可以整单优惠的商品。</translation>
    </message>
    <message>
        <source>The prices were not changed.</source>
        <translation>价格没有改动。</translation>
    </message>
    <message>
        <source>Lines with a manual price of their own and goods without discounts are left out.</source>
        <translation>已单独改价的商品和不参加优惠的商品不在整单优惠之内。</translation>
    </message>
    <message>
        <source>This store has no department for goods that nobody knows.</source>
        <translation>本店没有设置无码商品的部类。</translation>
    </message>
    <message>
        <source>Look at the connection page: new settings may be waiting.</source>
        <translation>请查看同步页面：可能有新设置等待同步。</translation>
    </message>
    <message>
        <source>The goods need a name.</source>
        <translation>商品需要一个名称。</translation>
    </message>
    <message>
        <source>Type what it is, as it will stand on the receipt.</source>
        <translation>请输入是什么商品，小票上会这样显示。</translation>
    </message>
    <message>
        <source>Goods that nobody knows are sold for at most {maximum}.</source>
        <translation>无码商品的售价最高为 {maximum}。</translation>
    </message>
    <message>
        <source>Check the price, or search the product by name.</source>
        <translation>请核对价格，或按名称查找商品。</translation>
    </message>
    <message>
        <source>This service is no longer there for the member.</source>
        <translation>该会员已没有这项服务。</translation>
    </message>
    <message>
        <source>Look at the list again; it may have ended.</source>
        <translation>请再看一下列表，可能已到期。</translation>
    </message>
    <message>
        <source>{name} is used up.</source>
        <translation>“{name}”已用完。</translation>
    </message>
    <message>
        <source>Offer it at its price, or ask a manager.</source>
        <translation>可按价收费提供，或请店长处理。</translation>
    </message>
    <message>
        <source>A coupon can be swapped only with the connection.</source>
        <translation>联网时才能换券。</translation>
    </message>
    <message>
        <source>The coupon is kept and can be used as it is.</source>
        <translation>原券保留，可照常使用。</translation>
    </message>
    <message>
        <source>Use it as it is, or try again when connected.</source>
        <translation>先用原券，或联网后再试。</translation>
    </message>
    <message>
        <source>This coupon cannot be swapped for a larger one.</source>
        <translation>这张券不能膨胀。</translation>
    </message>
    <message>
        <source>Choose one that says what it can grow into.</source>
        <translation>请选择标明可换成更大面额的券。</translation>
    </message>
    <message>
        <source>This badge is of the store {store}.</source>
        <translation>这张工牌属于门店 {store}。</translation>
    </message>
    <message>
        <source>Use a badge of this store, or type the staff number.</source>
        <translation>请使用本店的工牌，或输入工号。</translation>
    </message>
    <message>
        <source>At {address} members&apos; data would travel for everybody to read.</source>
        <translation>在 {address} 上，会员资料会以任何人都能看到的方式传输。</translation>
    </message>
    <message>
        <source>The till was not enrolled; nothing was sent.</source>
        <translation>本机未登记，也没有发送任何内容。</translation>
    </message>
    <message>
        <source>Use the ledger&apos;s https address; the office knows it.</source>
        <translation>请使用总账的 https 地址；总部知道这个地址。</translation>
    </message>
    <message>
        <source>This file holds no certificate of an authority: {path}</source>
        <translation>该文件里没有签发机构的证书：{path}</translation>
    </message>
    <message>
        <source>Ask the office for the authority&apos;s certificate as a PEM file.</source>
        <translation>请向总部索取签发机构证书（PEM 文件）。</translation>
    </message>
    <message>
        <source>The ledger&apos;s certificate has ended, or this till&apos;s date is wrong.</source>
        <translation>总账的证书已过期，或者本机的日期不对。</translation>
    </message>
    <message>
        <source>Sales go on; everything is kept in the journal. Nothing was sent.</source>
        <translation>销售照常；一切都记在流水里。没有发送任何内容。</translation>
    </message>
    <message>
        <source>Check this till&apos;s date and time. If they are right, tell the office.</source>
        <translation>请检查本机的日期和时间。如果没有错，请告知总部。</translation>
    </message>
    <message>
        <source>The certificate at the ledger&apos;s address is for another address.</source>
        <translation>总账地址上的证书属于另一个地址。</translation>
    </message>
    <message>
        <source>Check the address. If it is right, tell the office.</source>
        <translation>请检查地址。如果没有错，请告知总部。</translation>
    </message>
    <message>
        <source>Nobody whom this till knows vouches for the ledger&apos;s certificate.</source>
        <translation>没有本机认识的机构为总账的证书作担保。</translation>
    </message>
    <message>
        <source>Tell the office: a guest network or somebody else may be in between.</source>
        <translation>请告知总部：中间可能隔着访客网络或其他人。</translation>
    </message>
    <message>
        <source>The ledger shows another certificate, and the group&apos;s key does not vouch for it.</source>
        <translation>总账出示了另一张证书，而集团的密钥没有为它作担保。</translation>
    </message>
    <message>
        <source>No protected connection to the ledger could be made.</source>
        <translation>无法与总账建立受保护的连接。</translation>
    </message>
    <message>
        <source>It is tried again by itself. If it lasts, check the address: https or http?</source>
        <translation>会自动重试。如果一直这样，请检查地址：是 https 还是 http？</translation>
    </message>
    <message>
        <source>A wallet is being asked to pay this basket, and it is not known yet whether it did.</source>
        <translation>这单正在由钱包付款，还不知道是否付成。</translation>
    </message>
    <message>
        <source>The basket is kept as it is, and is paid once at most.</source>
        <translation>商品原样保留，最多只会收一次款。</translation>
    </message>
    <message>
        <source>Wait for the wallet&apos;s answer, or cancel its payment.</source>
        <translation>请等待钱包的结果，或取消这笔付款。</translation>
    </message>
    <message>
        <source>This till is not set up for this wallet.</source>
        <translation>本收银台没有开通这种钱包。</translation>
    </message>
    <message>
        <source>Take another means of payment, or have the till set up for it.</source>
        <translation>请用其他方式收款，或请人在本机开通。</translation>
    </message>
    <message>
        <source>Nothing remains to be paid.</source>
        <translation>没有剩余金额要付。</translation>
    </message>
    <message>
        <source>Nothing was sent to the wallet.</source>
        <translation>没有向钱包发出请求。</translation>
    </message>
    <message>
        <source>Complete the sale.</source>
        <translation>请完成这单。</translation>
    </message>
    <message>
        <source>Cases are at the ledger, and it does not answer just now.</source>
        <translation>案件在总账上，而总账现在没有应答。</translation>
    </message>
    <message>
        <source>Nothing was changed. The list shows how old it is.</source>
        <translation>没有任何更改。列表标明了数据时间。</translation>
    </message>
    <message>
        <source>Sell on, and look again when the till is connected.</source>
        <translation>请继续销售，连接恢复后再看。</translation>
    </message>
    <message>
        <source>The ledger does not accept this PIN.</source>
        <translation>总账不接受这个密码。</translation>
    </message>
    <message>
        <source>Type it again. After a change of the PIN the till may need a moment to know it.</source>
        <translation>请重新输入。更改密码后，收银台可能要稍后才知道。</translation>
    </message>
    <message>
        <source>The ledger asks for patience: too many tries, or too much at once.</source>
        <translation>总账请您稍候：尝试过多，或一次请求太多。</translation>
    </message>
    <message>
        <source>The ledger asks again who looks at cases.</source>
        <translation>总账需要再次确认是谁在查看案件。</translation>
    </message>
    <message>
        <source>Type your PIN once more.</source>
        <translation>请再输入一次密码。</translation>
    </message>
    <message>
        <source>Your role at the ledger does not allow this.</source>
        <translation>您在总账的角色不允许这样做。</translation>
    </message>
    <message>
        <source>Ask a manager of this store, or the office.</source>
        <translation>请联系本店店长或总部。</translation>
    </message>
    <message>
        <source>The ledger has no such case for this store.</source>
        <translation>总账没有本店的这个案件。</translation>
    </message>
    <message>
        <source>Look at the list again.</source>
        <translation>请重新查看列表。</translation>
    </message>
    <message>
        <source>Somebody else has taken this case meanwhile.</source>
        <translation>此案件已被别人接手。</translation>
    </message>
    <message>
        <source>Read it again to see who has it.</source>
        <translation>请重新查看，了解由谁负责。</translation>
    </message>
    <message>
        <source>This case is closed already.</source>
        <translation>此案件已经结案。</translation>
    </message>
    <message>
        <source>Read it again to see what was decided.</source>
        <translation>请重新查看，了解作出了什么决定。</translation>
    </message>
    <message>
        <source>This case is not yours any more.</source>
        <translation>此案件已不归您负责。</translation>
    </message>
    <message>
        <source>This decision needs a note that says why.</source>
        <translation>这个决定需要写明原因。</translation>
    </message>
    <message>
        <source>Type the note, then close the case.</source>
        <translation>请填写备注，然后结案。</translation>
    </message>
    <message>
        <source>The ledger does not take this decision for this kind of case.</source>
        <translation>总账不接受对这类案件作出这个决定。</translation>
    </message>
    <message>
        <source>Read the case again and choose another decision.</source>
        <translation>请重新查看案件，另选一个决定。</translation>
    </message>
    <message>
        <source>A basket holds at most {maximum} different lines.</source>
        <translation>一单最多 {maximum} 行商品。</translation>
    </message>
    <message>
        <source>The last piece was not added; the basket is kept.</source>
        <translation>最后一件未加入，购物篮保留不变。</translation>
    </message>
    <message>
        <source>Complete this sale, then ring the rest as a second one.</source>
        <translation>请先完成这一单，其余商品另开一单。</translation>
    </message>
    <message>
        <source>This setting cannot be used.</source>
        <translation>该设置无法使用。</translation>
    </message>
    <message>
        <source>The setting could not be kept: {path} cannot be written.</source>
        <translation>设置未能保存：{path} 无法写入。</translation>
    </message>
    <message>
        <source>The old setting is in use. Sales are safe.</source>
        <translation>仍使用原设置，交易不受影响。</translation>
    </message>
    <message>
        <source>Check the free space and the rights of the folder, then change it again.</source>
        <translation>请检查磁盘空间和文件夹权限，再重新更改。</translation>
    </message>
    <message>
        <source>No camera is set up at this till.</source>
        <translation>本机未设置摄像头。</translation>
    </message>
    <message>
        <source>Choose one, then test again. Hand scanners work without it.</source>
        <translation>请先选择摄像头再测试；扫码枪无需摄像头即可使用。</translation>
    </message>
    <message>
        <source>Hand scanners go on working.</source>
        <translation>扫码枪仍可正常使用。</translation>
    </message>
    <message>
        <source>Check its cable, its power and its address, then test again.</source>
        <translation>请检查连线、电源和地址，再重新测试。</translation>
    </message>
    <message>
        <source>This till&apos;s accounts with the wallets cannot be used: {detail}.</source>
        <translation>本机的钱包商户配置无法使用：{detail}。</translation>
    </message>
    <message>
        <source>Take cash or a card; &apos;pos-client doctor&apos; says what to correct.</source>
        <translation>请收现金或刷卡；运行“pos-client doctor”可知要改什么。</translation>
    </message>
    <message>
        <source>{wallet} cannot be reached from this till just now.</source>
        <translation>本机暂时连不上{wallet}。</translation>
    </message>
    <message>
        <source>Nothing was sent, and the code was not kept.</source>
        <translation>没有发送任何请求，付款码也没有保留。</translation>
    </message>
    <message>
        <source>Take cash or a card; the till offers the wallet again by itself as soon as it can be reached.</source>
        <translation>请收现金或刷卡；恢复连接后会自动重新提供。</translation>
    </message>
    <message>
        <source>The payment code that was in the member&apos;s code is too old by now.</source>
        <translation>会员码里的付款码时间太久，已失效。</translation>
    </message>
    <message>
        <source>Ask the shopper to show the payment code, and scan it.</source>
        <translation>请顾客出示付款码再扫。</translation>
    </message>
    <message>
        <source>It is known already how this payment ended.</source>
        <translation>这笔付款的结果已经确定。</translation>
    </message>
    <message>
        <source>How this payment ended cannot be set down without evidence.</source>
        <translation>没有依据，不能人工登记付款结果。</translation>
    </message>
    <message>
        <source>Look the order up at the wallet&apos;s operator, and type its transaction number, or where it was looked up.</source>
        <translation>请在钱包商户平台查询此单，输入交易号或查询依据。</translation>
    </message>
    <message>
        <source>{wallet}: the shopper&apos;s money does not suffice.</source>
        <translation>{wallet}：顾客余额不足。</translation>
    </message>
    <message>
        <source>Nothing was taken from the shopper, and the basket is kept.</source>
        <translation>没有向顾客扣款，此单保留。</translation>
    </message>
    <message>
        <source>Ask for another card in the wallet, another wallet, or cash; then scan the new code.</source>
        <translation>请顾客换一张卡、换钱包或付现金，然后扫新的付款码。</translation>
    </message>
    <message>
        <source>{wallet}: the payment code was too old.</source>
        <translation>{wallet}：付款码已过期。</translation>
    </message>
    <message>
        <source>Ask the shopper to refresh the code, and scan it again.</source>
        <translation>请顾客刷新付款码后再扫。</translation>
    </message>
    <message>
        <source>{wallet} does not accept this payment code.</source>
        <translation>{wallet}不接受这个付款码。</translation>
    </message>
    <message>
        <source>{wallet} refused the payment.</source>
        <translation>{wallet}拒绝了这笔付款。</translation>
    </message>
    <message>
        <source>Ask for another means of payment; the wallet tells the shopper why.</source>
        <translation>请换一种付款方式；原因会显示在顾客手机上。</translation>
    </message>
    <message>
        <source>{wallet}: the order was closed before it was paid.</source>
        <translation>{wallet}：订单在付款前已关闭。</translation>
    </message>
    <message>
        <source>Scan a new code to try again.</source>
        <translation>可扫新的付款码再试。</translation>
    </message>
    <message>
        <source>{wallet}: the shopper did not pay.</source>
        <translation>{wallet}：顾客没有付款。</translation>
    </message>
    <message>
        <source>Scan a new code to try again, or take another means of payment.</source>
        <translation>可扫新的付款码再试，或换一种付款方式。</translation>
    </message>
    <message>
        <source>{wallet} does not accept what this till sends: {detail}.</source>
        <translation>{wallet}不接受本机的请求：{detail}。</translation>
    </message>
    <message>
        <source>Take cash or a card, and tell the office: the account is not set up right.</source>
        <translation>请收现金或刷卡，并告知总部：商户配置有误。</translation>
    </message>
    <message>
        <source>{wallet} could not be reached.</source>
        <translation>连不上{wallet}。</translation>
    </message>
    <message>
        <source>Take cash or a card, or scan a new code when the network is back.</source>
        <translation>请收现金或刷卡；网络恢复后可扫新的付款码。</translation>
    </message>
    <message>
        <source>{wallet} never received the order, and the code is too old by now.</source>
        <translation>{wallet}没有收到此单，付款码也已失效。</translation>
    </message>
    <message>
        <source>The shopper did not confirm in time, and the payment was cancelled.</source>
        <translation>顾客没有及时确认，这笔付款已取消。</translation>
    </message>
    <message>
        <source>The payment was cancelled.</source>
        <translation>这笔付款已取消。</translation>
    </message>
    <message>
        <source>{wallet} does not take this payment back any more.</source>
        <translation>{wallet}已不能撤销这笔付款。</translation>
    </message>
    <message>
        <source>The payment stays open until it is known.</source>
        <translation>结果确定之前，这笔付款一直挂着。</translation>
    </message>
    <message>
        <source>Look it up at the wallet&apos;s operator.</source>
        <translation>请到钱包商户平台查询。</translation>
    </message>
    <message>
        <source>It was set down by hand that this payment did not come about.</source>
        <translation>已人工登记：这笔付款没有成功。</translation>
    </message>
    <message>
        <source>Fetch the basket, or void it.</source>
        <translation>可取回此单，或作废。</translation>
    </message>
    <message>
        <source>{name} is sold by weight: each piece has a weight of its own.</source>
        <translation>{name} 按重量出售：每一份的重量各不相同。</translation>
    </message>
    <message>
        <source>Scan each label, without a number in front.</source>
        <translation>请逐个扫描标签，前面不要输入数量。</translation>
    </message>
    <message>
        <source>There is a basket at the counter.</source>
        <translation>柜台上还有一单没有处理。</translation>
    </message>
    <message>
        <source>Finish it, park it or void it first.</source>
        <translation>请先结账、挂单或作废。</translation>
    </message>
    <message>
        <source>Another till may have taken this basket up; only the ledger knows.</source>
        <translation>其他收银台可能已取走这一单；只有总账知道。</translation>
    </message>
    <message>
        <source>It is kept, and nobody pays twice.</source>
        <translation>这一单还在，谁也不会付两次。</translation>
    </message>
    <message>
        <source>Try again when the connection is back, or scan the goods anew.</source>
        <translation>等连接恢复后再试，或重新扫描商品。</translation>
    </message>
    <message>
        <source>Till {till} has taken this basket up.</source>
        <translation>收银台 {till} 已取走这一单。</translation>
    </message>
    <message>
        <source>It was not rung here.</source>
        <translation>本机没有结这一单。</translation>
    </message>
    <message>
        <source>Send the shopper to that till.</source>
        <translation>请顾客到那台收银台结账。</translation>
    </message>
    <message>
        <source>The time of this basket is over.</source>
        <translation>这一单已过期。</translation>
    </message>
    <message>
        <source>Scan the goods anew.</source>
        <translation>请重新扫描商品。</translation>
    </message>
    <message>
        <source>This basket is no longer parked.</source>
        <translation>这一单已不在挂单里。</translation>
    </message>
    <message>
        <source>Look at the list again, or scan the goods anew.</source>
        <translation>请再看一下列表，或重新扫描商品。</translation>
    </message>
    <message>
        <source>This basket was parked by another version of the program and cannot be read.</source>
        <translation>这一单由其他版本的程序挂起，无法读取。</translation>
    </message>
    <message>
        <source>Take it up at the till that parked it, or scan the goods anew.</source>
        <translation>请在挂单的那台收银台取单，或重新扫描商品。</translation>
    </message>
    <message>
        <source>The ledger does not answer.</source>
        <translation>总账没有应答。</translation>
    </message>
    <message>
        <source>Parked baskets are kept.</source>
        <translation>挂单都还在。</translation>
    </message>
    <message>
        <source>Try again when the connection is back.</source>
        <translation>等连接恢复后再试。</translation>
    </message>
    <message>
        <source>A name has at most {maximum} characters.</source>
        <translation>名字最多 {maximum} 个字。</translation>
    </message>
    <message>
        <source>Type a shorter one.</source>
        <translation>请输入短一些的名字。</translation>
    </message>
    <message>
        <source>{staff_id} is no guide of this store.</source>
        <translation>{staff_id} 不是本店导购。</translation>
    </message>
    <message>
        <source>Choose a guide from the list, or scan a guide&apos;s badge.</source>
        <translation>请从列表中选择导购，或扫导购的工牌。</translation>
    </message>
    <message>
        <source>At most {maximum} guides share in a sale.</source>
        <translation>一单最多由 {maximum} 位导购分享。</translation>
    </message>
    <message>
        <source>Take one out first.</source>
        <translation>请先移出一位。</translation>
    </message>
    <message>
        <source>These goods were sold at {store} / {till}, and there is no connection to the ledger.</source>
        <translation>这些商品在 {store} / {till} 售出，而现在连不上总账。</translation>
    </message>
    <message>
        <source>Take them back at that till, or here when connected; a manager can take them back without the receipt.</source>
        <translation>请到那台收银台退货，或联网后在这里退；店长可按无小票退货办理。</translation>
    </message>
    <message>
        <source>Goods of this sale are being taken back at {store} / {till} just now.</source>
        <translation>{store} / {till} 正在办理这笔销售的退货。</translation>
    </message>
    <message>
        <source>Nothing was taken back here.</source>
        <translation>这里没有办理任何退货。</translation>
    </message>
    <message>
        <source>Ask there. It is free again when they are done, or after ten minutes.</source>
        <translation>请向那边确认。对方办完后，或十分钟后即可办理。</translation>
    </message>
    <message>
        <source>The ledger does not have this sale yet.</source>
        <translation>总账还没有这笔销售。</translation>
    </message>
    <message>
        <source>The till that sold the goods has yet to sync. Take them back there, or try again later.</source>
        <translation>售出商品的收银台尚未同步。请到那里退货，或稍后再试。</translation>
    </message>
    <message>
        <source>This sale was open here for so long that another till may have taken goods of it back.</source>
        <translation>这笔销售在这里打开太久，其他收银台可能已办理过退货。</translation>
    </message>
    <message>
        <source>Scan the receipt again, and choose the goods once more.</source>
        <translation>请重新扫描小票，再选一次商品。</translation>
    </message>
    <message>
        <source>These goods were paid in {currency}, which this till does not take.</source>
        <translation>这些商品以 {currency} 付款，本收银台不收这种货币。</translation>
    </message>
    <message>
        <source>Take them back at a store of that country.</source>
        <translation>请到当地门店退货。</translation>
    </message>
    <message>
        <source>What a member bought elsewhere only the ledger knows, and there is no connection.</source>
        <translation>会员在别处买了什么只有总账知道，而现在没有连接。</translation>
    </message>
    <message>
        <source>Scan the receipt, or look the sale up in the list of this till.</source>
        <translation>请扫描小票，或在本收银台的列表中查找。</translation>
    </message>
    <message>
        <source>Nothing goes back for these goods: they cannot pay for others.</source>
        <translation>这些商品没有可退金额，不能用来换购。</translation>
    </message>
    <message>
        <source>Take them back as a return.</source>
        <translation>请按退货办理。</translation>
    </message>
    <message>
        <source>The scanner is not plugged in, or another program has its port.</source>
        <translation>扫码枪未接入，或端口被其他程序占用。</translation>
    </message>
    <message>
        <source>Check its cable and the port. It is looked for all the time.</source>
        <translation>请检查连线和端口，系统会持续查找。</translation>
    </message>
    <message>
        <source>The journal could not be written to {path}.</source>
        <translation>流水无法写入 {path}。</translation>
    </message>
    <message>
        <source>Nothing is lost: the till keeps all of it.</source>
        <translation>没有任何丢失：全部记录仍在本收银台。</translation>
    </message>
    <message>
        <source>Check that the stick is in and has room, or take another one.</source>
        <translation>请检查 U 盘是否插好、空间是否足够，或换一个 U 盘。</translation>
    </message>
    <message>
        <source>There is nothing to export.</source>
        <translation>没有需要导出的内容。</translation>
    </message>
    <message>
        <source>Everything this till has done is at the ledger.</source>
        <translation>本收银台的所有记录都已到达总账。</translation>
    </message>
    <message>
        <source>Go on selling; no stick is needed.</source>
        <translation>请继续销售，不需要 U 盘。</translation>
    </message>
    <message>
        <source>This till has not been told the ledger&apos;s key for exports.</source>
        <translation>本收银台还没有收到总账的导出密钥。</translation>
    </message>
    <message>
        <source>Connect once and sync, then export. If that cannot be, keep the machine and call the office.</source>
        <translation>请联网同步一次后再导出。如果无法联网，请保留这台机器并联系总部。</translation>
    </message>
    <message>
        <source>This order does not wait here any more.</source>
        <translation>这个订单已不在这里待取。</translation>
    </message>
    <message>
        <source>Nothing was handed over.</source>
        <translation>没有交付任何商品。</translation>
    </message>
    <message>
        <source>Look at the list again; ask the web shop where it is.</source>
        <translation>请再看一下列表，或向网店查询。</translation>
    </message>
    <message>
        <source>This till has not been told yet how people join.</source>
        <translation>这台收银台还没有收到入会规则。</translation>
    </message>
    <message>
        <source>Nothing was written; the basket is kept.</source>
        <translation>没有写入任何内容，购物篮保留。</translation>
    </message>
    <message>
        <source>Let the till sync once with the ledger, then try again.</source>
        <translation>让收银台与总账同步一次，再试。</translation>
    </message>
    <message>
        <source>This is no phone number.</source>
        <translation>这不是电话号码。</translation>
    </message>
    <message>
        <source>Nothing was written; the form is kept.</source>
        <translation>没有写入任何内容，表单保留。</translation>
    </message>
    <message>
        <source>Type the 11 digits, or + and the country for one from abroad.</source>
        <translation>输入 11 位号码；境外号码输入 + 和国家代码。</translation>
    </message>
    <message>
        <source>This is no day of a year.</source>
        <translation>这不是一年中的某一天。</translation>
    </message>
    <message>
        <source>Type month and day, such as 1120, or leave it empty.</source>
        <translation>输入月日，例如 1120，或者留空。</translation>
    </message>
    <message>
        <source>Nobody knows the join code {typed}.</source>
        <translation>没有入会码 {typed}。</translation>
    </message>
    <message>
        <source>Type it again as it is printed, or leave it empty.</source>
        <translation>照印的再输一次，或者留空。</translation>
    </message>
    <message>
        <source>Ask the shopper, and press its number when they agree.</source>
        <translation>请询问顾客，顾客同意后按对应的数字。</translation>
    </message>
    <message>
        <source>This phone is a member&apos;s already.</source>
        <translation>这个电话已经是会员。</translation>
    </message>
    <message>
        <source>Press Enter at the phone to put this member on the basket.</source>
        <translation>在电话一栏按回车，把这位会员放到购物篮。</translation>
    </message>
    <message>
        <source>Nothing was changed about what the member agrees to.</source>
        <translation>会员的授权没有变化。</translation>
    </message>
    <message>
        <source>Press the number of what the member says now.</source>
        <translation>按会员现在所说的那一条的数字。</translation>
    </message>
    <message>
        <source>Nobody can join without the consent that is marked.</source>
        <translation>不同意标出的那一条就不能入会。</translation>
    </message>
    <message>
        <source>Gift cards and stored value need the connection: only the ledger knows what is on them.</source>
        <translation>礼品卡和储值需要联网：余额只有总账知道。</translation>
    </message>
    <message>
        <source>Nothing was taken.</source>
        <translation>没有扣款。</translation>
    </message>
    <message>
        <source>Pay in another way, or try again when the connection is back.</source>
        <translation>请用其他方式支付，或联网后再试。</translation>
    </message>
    <message>
        <source>The ledger did not answer about the card.</source>
        <translation>总账没有回应这张卡的查询。</translation>
    </message>
    <message>
        <source>Nothing was taken: what it may have set aside is let go by itself.</source>
        <translation>没有扣款：可能已预留的金额会自动释放。</translation>
    </message>
    <message>
        <source>Scan the card again, or pay in another way.</source>
        <translation>请重新扫卡，或用其他方式支付。</translation>
    </message>
    <message>
        <source>The ledger is still being asked about a card.</source>
        <translation>正在查询另一张卡。</translation>
    </message>
    <message>
        <source>Wait a moment.</source>
        <translation>请稍候。</translation>
    </message>
    <message>
        <source>Gift cards do not pay for gift cards or top-ups.</source>
        <translation>礼品卡和储值不能用来购买礼品卡或充值。</translation>
    </message>
    <message>
        <source>Take another payment, or sell the card by itself.</source>
        <translation>请用其他方式支付，或把礼品卡单独结账。</translation>
    </message>
    <message>
        <source>Card {account} pays for this basket already.</source>
        <translation>卡 {account} 已经用于这一单。</translation>
    </message>
    <message>
        <source>It was not taken twice.</source>
        <translation>没有重复扣款。</translation>
    </message>
    <message>
        <source>Use another card, or another payment.</source>
        <translation>请换一张卡，或用其他方式支付。</translation>
    </message>
    <message>
        <source>The basket changed while the ledger was asked about the card.</source>
        <translation>查询礼品卡时购物篮有变动。</translation>
    </message>
    <message>
        <source>Scan the card again if it is to pay.</source>
        <translation>如仍要用卡支付，请重新扫卡。</translation>
    </message>
    <message>
        <source>At most {maximum} may be put on it at one time.</source>
        <translation>一次最多充入 {maximum}。</translation>
    </message>
    <message>
        <source>Use a smaller amount.</source>
        <translation>请减少金额。</translation>
    </message>
    <message>
        <source>This card does not exist, or its PIN is wrong.</source>
        <translation>没有这张卡，或密码错误。</translation>
    </message>
    <message>
        <source>Scan the code under the scratched field, or type number and PIN again.</source>
        <translation>请扫描刮开后的二维码，或重新输入卡号和密码。</translation>
    </message>
    <message>
        <source>Card {account} has not been sold yet: there is nothing on it.</source>
        <translation>卡 {account} 还没有售出：卡内没有余额。</translation>
    </message>
    <message>
        <source>To sell it, scan it at the basket, before payment.</source>
        <translation>要售卡，请在付款前把它扫进购物篮。</translation>
    </message>
    <message>
        <source>Card {account} is blocked.</source>
        <translation>卡 {account} 已冻结。</translation>
    </message>
    <message>
        <source>What is on it is kept.</source>
        <translation>卡内余额不受影响。</translation>
    </message>
    <message>
        <source>Ask a manager; the group&apos;s office can unblock it.</source>
        <translation>请联系店长；总部可以解冻。</translation>
    </message>
    <message>
        <source>The time of card {account} is over.</source>
        <translation>卡 {account} 已过有效期。</translation>
    </message>
    <message>
        <source>The group&apos;s office can make it good again.</source>
        <translation>总部可以恢复使用。</translation>
    </message>
    <message>
        <source>Nothing is left on card {account}.</source>
        <translation>卡 {account} 没有余额。</translation>
    </message>
    <message>
        <source>All that is on card {account} is just being used at another till.</source>
        <translation>卡 {account} 的余额正在另一收银台使用。</translation>
    </message>
    <message>
        <source>Try again when that sale is done.</source>
        <translation>请等那一单结束后再试。</translation>
    </message>
    <message>
        <source>Card {account} cannot be used or sold in this store.</source>
        <translation>卡 {account} 不能在本店使用或出售。</translation>
    </message>
    <message>
        <source>It says on the card where it is good.</source>
        <translation>适用门店见卡面说明。</translation>
    </message>
    <message>
        <source>Too many wrong PINs for card {account}.</source>
        <translation>卡 {account} 密码错误次数过多。</translation>
    </message>
    <message>
        <source>What is on it is safe.</source>
        <translation>卡内余额安全。</translation>
    </message>
    <message>
        <source>Card {account} is sold already.</source>
        <translation>卡 {account} 已经售出。</translation>
    </message>
    <message>
        <source>To see what is on it or to pay, scan the code under the scratched field.</source>
        <translation>查询余额或支付，请扫描刮开后的二维码。</translation>
    </message>
    <message>
        <source>This is no number of a gift card.</source>
        <translation>这不是礼品卡卡号。</translation>
    </message>
    <message>
        <source>Type the 16 digits on the card again, or scan it.</source>
        <translation>请重新输入卡面的 16 位数字，或扫码。</translation>
    </message>
    <message>
        <source>A card&apos;s PIN has 8 digits.</source>
        <translation>礼品卡密码是 8 位数字。</translation>
    </message>
    <message>
        <source>Nothing was taken, and no try was used up.</source>
        <translation>没有扣款，也没有计入错误次数。</translation>
    </message>
    <message>
        <source>Type the digits under the scratched field.</source>
        <translation>请输入刮开后的数字。</translation>
    </message>
    <message>
        <source>The card was scanned too long ago.</source>
        <translation>扫卡时间太久。</translation>
    </message>
    <message>
        <source>Scan it again.</source>
        <translation>请重新扫卡。</translation>
    </message>
    <message>
        <source>A sale that sold a gift card or a top-up cannot be voided: it may be spent by now.</source>
        <translation>售出礼品卡或充值的单据不能作废：余额可能已被使用。</translation>
    </message>
    <message>
        <source>Take the goods back one by one; the office can block the card.</source>
        <translation>请逐件办理退货；总部可以冻结该卡。</translation>
    </message>
    <message>
        <source>There is no font with Chinese characters on this machine to print with.</source>
        <translation>本机没有可用于打印的中文字体。</translation>
    </message>
    <message>
        <source>The sale is safe; its receipt can be printed any time later.</source>
        <translation>交易已安全保存；小票随时可以补打。</translation>
    </message>
    <message>
        <source>Install one (Noto Sans CJK, for example) and start the till anew; or turn the setting off for a printer that has the font itself.</source>
        <translation>请安装中文字体（例如 Noto Sans CJK）并重新启动收银程序；如果打印机自带中文字库，请关闭该设置。</translation>
    </message>
    <message>
        <source>Coupons, points and stored value need the member&apos;s code: a card or a name proves nothing.</source>
        <translation>使用优惠券、积分和储值需要会员码：会员卡号或姓名不能证明身份。</translation>
    </message>
    <message>
        <source>Stored value belongs to a member, and nobody is known here yet.</source>
        <translation>储值属于会员，目前还没有识别会员。</translation>
    </message>
    <message>
        <source>Scan the member&apos;s code, or search for the member.</source>
        <translation>请扫会员码，或查找会员。</translation>
    </message>
    <message>
        <source>This store does not top up stored value.</source>
        <translation>本店不办理储值充值。</translation>
    </message>
    <message>
        <source>It can be done in a store that does.</source>
        <translation>请到可充值的门店办理。</translation>
    </message>
    <message>
        <source>This member has no stored value left.</source>
        <translation>该会员没有储值余额。</translation>
    </message>
    <message>
        <source>Take another payment; it can be topped up at the basket.</source>
        <translation>请用其他方式支付；可在购物篮页面充值。</translation>
    </message>
    <message>
        <source>All of this member&apos;s stored value is just being used at another till.</source>
        <translation>该会员的储值正在另一收银台使用。</translation>
    </message>
    <message>
        <source>A till still has points or coupons of one of them in hand.</source>
        <translation>还有收银台占用着其中一位的积分或优惠券。</translation>
    </message>
    <message>
        <source>Nothing was changed; the till was asked to give them back.</source>
        <translation>没有改动任何内容；已要求收银台归还。</translation>
    </message>
    <message>
        <source>Try again in a minute; a till that is cut off gives them back when it is online.</source>
        <translation>一分钟后再试；断网的收银台恢复联网后归还。</translation>
    </message>
    <message>
        <source>The ledger knows nobody of this number who sells in this store.</source>
        <translation>总账中本店没有这个工号的销售人员。</translation>
    </message>
    <message>
        <source>What this till sold is shown all the same.</source>
        <translation>本收银台的销售仍会显示。</translation>
    </message>
    <message>
        <source>Ask the office whether the staff list is up to date.</source>
        <translation>请向总部确认员工名单是否最新。</translation>
    </message>
    <message>
        <source>This store issues no rain checks.</source>
        <translation>本店不开缺货券。</translation>
    </message>
    <message>
        <source>Tell the shopper when the goods are expected.</source>
        <translation>请告诉顾客预计到货时间。</translation>
    </message>
    <message>
        <source>There is no rain check for this line.</source>
        <translation>这一行不能开缺货券。</translation>
    </message>
    <message>
        <source>Choose a line of goods that are sold by the piece.</source>
        <translation>请选择按件出售的商品。</translation>
    </message>
    <message>
        <source>What a rain check promises is settled: its quantity cannot be changed.</source>
        <translation>缺货券承诺的数量已定，不能修改。</translation>
    </message>
    <message>
        <source>The line is kept.</source>
        <translation>这一行保持不变。</translation>
    </message>
    <message>
        <source>Remove the line to leave it unused, or sell more of the goods beside it.</source>
        <translation>可移除这一行以保留此券，或另行添加商品。</translation>
    </message>
    <message>
        <source>This rain check was used already.</source>
        <translation>此缺货券已经使用过。</translation>
    </message>
    <message>
        <source>Sell the goods at the price of today, or ask a manager.</source>
        <translation>请按今日价格出售，或请店长处理。</translation>
    </message>
    <message>
        <source>This rain check is in the basket already.</source>
        <translation>此缺货券已在购物篮中。</translation>
    </message>
    <message>
        <source>Go on with the sale.</source>
        <translation>请继续结账。</translation>
    </message>
    <message>
        <source>This rain check is of store {store}: without the connection nobody here knows whether it was used.</source>
        <translation>此缺货券由门店 {store} 开出：未联网时本店无法知道是否已使用。</translation>
    </message>
    <message>
        <source>Nothing was changed; the shopper keeps it.</source>
        <translation>没有变动；券由顾客保留。</translation>
    </message>
    <message>
        <source>This rain check is in another currency: {currency}.</source>
        <translation>此缺货券使用其他币种：{currency}。</translation>
    </message>
    <message>
        <source>It can be used where that currency is taken.</source>
        <translation>请到使用该币种的门店使用。</translation>
    </message>
    <message>
        <source>{name} is a membership: it is sold to a member.</source>
        <translation>{name} 是付费会员，只能卖给会员。</translation>
    </message>
    <message>
        <source>No money was taken; the basket is kept.</source>
        <translation>没有收款，购物篮保留。</translation>
    </message>
    <message>
        <source>Scan the member&apos;s code, or let the shopper join (F4).</source>
        <translation>请扫会员码，或为顾客办理入会（F4）。</translation>
    </message>
    <message>
        <source>{name} is a membership: a member buys one at a time.</source>
        <translation>{name} 是付费会员，每位会员一次买一份。</translation>
    </message>
    <message>
        <source>Leave one piece of it in the basket.</source>
        <translation>购物篮里只留一份。</translation>
    </message>
    <message>
        <source>This membership was sold more than {days} days ago.</source>
        <translation>这份付费会员售出已超过 {days} 天。</translation>
    </message>
    <message>
        <source>It ends by itself; a manager may write to the group.</source>
        <translation>到期自动结束；店长可联系集团处理。</translation>
    </message>
    <message>
        <source>Points are exchanged by the ledger, and it cannot be reached.</source>
        <translation>积分兑换由总账办理，目前无法连接。</translation>
    </message>
    <message>
        <source>No points were exchanged.</source>
        <translation>没有兑换任何积分。</translation>
    </message>
    <message>
        <source>Try again when connected.</source>
        <translation>请在恢复连接后再试。</translation>
    </message>
    <message>
        <source>The ledger does not know this member yet.</source>
        <translation>总账还不认识这位会员。</translation>
    </message>
    <message>
        <source>Try again in a minute, when the till has synced.</source>
        <translation>请在收银台同步后再试。</translation>
    </message>
    <message>
        <source>These points cannot be exchanged here.</source>
        <translation>这些积分不能在此兑换。</translation>
    </message>
    <message>
        <source>Look at the list again: it shows what can be exchanged now.</source>
        <translation>请再看列表：上面是现在可以兑换的。</translation>
    </message>
    <message>
        <source>The rates have changed since this till synced.</source>
        <translation>兑换比例在本机同步之后有变动。</translation>
    </message>
    <message>
        <source>Sync, look at the list again, and ask the member once more.</source>
        <translation>请同步后再看列表，并再次征得会员同意。</translation>
    </message>
    <message>
        <source>Points are exchanged in steps of {step}.</source>
        <translation>积分须以 {step} 为单位兑换。</translation>
    </message>
    <message>
        <source>Type a multiple of {step}.</source>
        <translation>请输入 {step} 的倍数。</translation>
    </message>
    <message>
        <source>There are not so many points to exchange: at most {points} now.</source>
        <translation>可兑换的积分不足：目前最多 {points}。</translation>
    </message>
    <message>
        <source>Type a smaller number. Points that a till has in hand can be exchanged later.</source>
        <translation>请输入较小的数。收银台占用的积分稍后可兑换。</translation>
    </message>
    <message>
        <source>The limit of the day is reached: at most {points} points more today.</source>
        <translation>已达当日上限：今天最多还可兑换 {points} 分。</translation>
    </message>
    <message>
        <source>Type a smaller number, or exchange the rest tomorrow.</source>
        <translation>请输入较小的数，其余明天再兑换。</translation>
    </message>
    <message>
        <source>An exchange of this member waits for the ledger&apos;s answer.</source>
        <translation>这位会员有一笔兑换在等待总账答复。</translation>
    </message>
    <message>
        <source>Asked again it is the same exchange: it is never done twice.</source>
        <translation>再次询问仍是同一笔兑换，不会重复。</translation>
    </message>
    <message>
        <source>Choose the exchange in the list again and ask for its answer first.</source>
        <translation>请在列表中再次选择兑换，先询问其结果。</translation>
    </message>
    <message>
        <source>The ledger did not answer.</source>
        <translation>总账没有答复。</translation>
    </message>
    <message>
        <source>Whether it was done is not known; asked again it is the same, and never done twice.</source>
        <translation>是否已办理尚不清楚；再次询问仍是同一笔，不会重复办理。</translation>
    </message>
    <message>
        <source>Ask again when connected.</source>
        <translation>请在恢复连接后再次询问。</translation>
    </message>
    <message>
        <source>Nobody is on this basket yet: wishes, and goods put aside, are a member&apos;s.</source>
        <translation>还没有识别会员：心愿单和留货都属于会员。</translation>
    </message>
    <message>
        <source>Scan the member&apos;s code or card, or type the phone&apos;s last digits.</source>
        <translation>请扫会员码或会员卡，或输入手机尾号。</translation>
    </message>
    <message>
        <source>This line can be neither wished for nor put aside.</source>
        <translation>这一行不能加入心愿单，也不能留货。</translation>
    </message>
    <message>
        <source>This is on the member&apos;s wish list already.</source>
        <translation>会员的心愿单里已有此商品。</translation>
    </message>
    <message>
        <source>The list is as it was.</source>
        <translation>列表没有变化。</translation>
    </message>
    <message>
        <source>A note has at most {maximum} characters.</source>
        <translation>备注最多 {maximum} 个字。</translation>
    </message>
    <message>
        <source>Say it in fewer words.</source>
        <translation>请写短一些。</translation>
    </message>
    <message>
        <source>This is not on the list any more: another till has ended it, or its day is over.</source>
        <translation>它已不在列表中：其他收银台已处理，或留货日期已过。</translation>
    </message>
    <message>
        <source>Open the list again.</source>
        <translation>请重新打开列表。</translation>
    </message>
    <message>
        <source>This store puts no goods aside.</source>
        <translation>本店不提供留货。</translation>
    </message>
    <message>
        <source>Put it on the member&apos;s wish list instead.</source>
        <translation>可以改为加入会员的心愿单。</translation>
    </message>
    <message>
        <source>{maximum} things are put aside for this member already.</source>
        <translation>已为该会员留货 {maximum} 件。</translation>
    </message>
    <message>
        <source>Take one of them off the list first.</source>
        <translation>请先去掉其中一件。</translation>
    </message>
    <message>
        <source>Nobody is chosen who takes these members over.</source>
        <translation>还没有选择接手的导购。</translation>
    </message>
    <message>
        <source>Choose one guide or several: members are spread by what each has already.</source>
        <translation>请选择一位或多位导购：按各自已有的会员数分配。</translation>
    </message>
    <message>
        <source>This guide looks after nobody in this store.</source>
        <translation>该导购在本店没有会员。</translation>
    </message>
    <message>
        <source>There is nothing to hand over.</source>
        <translation>没有可移交的会员。</translation>
    </message>
    <message>
        <source>This is no price that goods can have here.</source>
        <translation>这不是可用的价格。</translation>
    </message>
    <message>
        <source>Nothing was proposed.</source>
        <translation>没有提交提案。</translation>
    </message>
    <message>
        <source>Type the price as it stands on a label, and the tax in percent.</source>
        <translation>请按价签输入价格，税率按百分数输入。</translation>
    </message>
    <message>
        <source>The goods have no name.</source>
        <translation>商品没有品名。</translation>
    </message>
    <message>
        <source>Type what stands on the receipt.</source>
        <translation>请输入小票上显示的品名。</translation>
    </message>
    <message>
        <source>The code {scanned} belongs to goods that this store has already.</source>
        <translation>条码 {scanned} 已属于本店现有商品。</translation>
    </message>
    <message>
        <source>Find those goods with F7, and propose a price for them.</source>
        <translation>请用 F7 找到该商品，为其提出价格。</translation>
    </message>
    <message>
        <source>The ledger does not take this proposal: {path} is to be {expected}.</source>
        <translation>总账不接受此提案：{path} 应为 {expected}。</translation>
    </message>
    <message>
        <source>Change it and propose it again.</source>
        <translation>请修改后再次提案。</translation>
    </message>
    <message>
        <source>No proposal waits to be sent.</source>
        <translation>没有等待发送的提案。</translation>
    </message>
    <message>
        <source>Look at the list of proposals.</source>
        <translation>请查看提案列表。</translation>
    </message>
    <message>
        <source>A refusal says why.</source>
        <translation>拒绝须说明原因。</translation>
    </message>
    <message>
        <source>Nothing was decided.</source>
        <translation>尚未作出决定。</translation>
    </message>
    <message>
        <source>Refuse it again and type a reason: the store reads it.</source>
        <translation>请再次拒绝并输入原因，门店可见。</translation>
    </message>
    <message>
        <source>Only the brand that is asked decides this, and only the store proposes for itself.</source>
        <translation>只有被询问的品牌可以决定，只有门店可以为自己提案。</translation>
    </message>
    <message>
        <source>Let somebody of the brand sign in here with ⇧F7, or wait for their word.</source>
        <translation>请品牌方按 ⇧F7 在此登录，或等待其答复。</translation>
    </message>
    <message>
        <source>The ledger does not show this proposal to you any more.</source>
        <translation>总账不再向您显示此提案。</translation>
    </message>
    <message>
        <source>This proposal was decided or replaced in the meantime.</source>
        <translation>此提案在此期间已被决定或取代。</translation>
    </message>
    <message>
        <source>Proposals are at the ledger, and it does not answer just now.</source>
        <translation>提案在总账处，目前没有答复。</translation>
    </message>
    <message>
        <source>Goods and prices stay as they are.</source>
        <translation>商品与价格保持不变。</translation>
    </message>
    <message>
        <source>Sell on, and send it again when the till is connected.</source>
        <translation>请继续销售，联网后再发送。</translation>
    </message>
    <message>
        <source>This is not suggested any more.</source>
        <translation>这件商品已不在推荐之列。</translation>
    </message>
    <message>
        <source>The basket is as it was.</source>
        <translation>购物篮没有变化。</translation>
    </message>
    <message>
        <source>Scan the goods, or take one of those that are shown now.</source>
        <translation>请扫描商品，或选择当前显示的推荐。</translation>
    </message>
    <message>
        <source>This event does not run now.</source>
        <translation>这个活动现在没有进行。</translation>
    </message>
    <message>
        <source>Nobody was checked in.</source>
        <translation>没有签到。</translation>
    </message>
    <message>
        <source>Choose another event, or look at the till&apos;s clock.</source>
        <translation>请选择其他活动，或核对收银台时钟。</translation>
    </message>
    <message>
        <source>This is no member&apos;s code.</source>
        <translation>这不是会员码。</translation>
    </message>
    <message>
        <source>Scan the code in the member&apos;s app, or the card.</source>
        <translation>请扫会员 App 中的会员码或会员卡。</translation>
    </message>
    <message>
        <source>Nobody is on this basket yet who could get a coupon.</source>
        <translation>还没有识别会员，无法送券。</translation>
    </message>
    <message>
        <source>Guides give coupons with a connection only: the ledger counts the budget.</source>
        <translation>导购送券需要联网：额度由总账计算。</translation>
    </message>
    <message>
        <source>Nothing was given.</source>
        <translation>没有送出。</translation>
    </message>
    <message>
        <source>Only a guide of this store gives coupons.</source>
        <translation>只有本店导购可以送券。</translation>
    </message>
    <message>
        <source>Have a guide sign in.</source>
        <translation>请导购登录。</translation>
    </message>
    <message>
        <source>Guides do not give this coupon here any more.</source>
        <translation>本店导购已不能送这张券。</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>请另选一张。</translation>
    </message>
    <message>
        <source>The member has got this coupon from a guide this month.</source>
        <translation>该会员本月已收到导购送的这张券。</translation>
    </message>
    <message>
        <source>Choose another one, or wait for the next month.</source>
        <translation>请另选一张，或等到下月。</translation>
    </message>
    <message>
        <source>This guide has given all of this month&apos;s coupons.</source>
        <translation>该导购本月的额度已用完。</translation>
    </message>
    <message>
        <source>Choose another one, or ask another guide.</source>
        <translation>请另选一张，或请其他导购送。</translation>
    </message>
    <message>
        <source>The ledger gives no coupon: {why}.</source>
        <translation>总账没有送券：{why}。</translation>
    </message>
    <message>
        <source>This till was closed at this computer: it has moved, or it is being reset.</source>
        <translation>本收银台已在本机关闭：已搬走，或正在重置。</translation>
    </message>
    <message>
        <source>What it did is kept. Nothing was changed.</source>
        <translation>原有记录都已保留，未作任何更改。</translation>
    </message>
    <message>
        <source>Sell at the computer it has moved to; start the till here to see what is left.</source>
        <translation>请在搬迁后的电脑上收银；在本机启动收银台可查看剩余事项。</translation>
    </message>
    <message>
        <source>The disk is nearly full ({free_mb} MB left): no new sale is begun.</source>
        <translation>磁盘即将写满（剩余 {free_mb} MB）：不再开始新的销售。</translation>
    </message>
    <message>
        <source>All sales are safe; a payment that has begun can be finished. The basket is kept.</source>
        <translation>已完成的销售都是安全的；已开始的付款可以完成。购物篮已保留。</translation>
    </message>
    <message>
        <source>Free some space on the disk: photos, downloads, old backups. Then go on.</source>
        <translation>请清理磁盘空间：照片、下载文件、旧备份，然后继续。</translation>
    </message>
    <message>
        <source>The disk is nearly full: new prices and members are not taken in.</source>
        <translation>磁盘即将写满：暂不接收新的价格和会员。</translation>
    </message>
    <message>
        <source>Everything that was sold has gone to the ledger.</source>
        <translation>已售出的全部记录都已送达总账。</translation>
    </message>
    <message>
        <source>Free some space on the disk: photos, downloads, old backups.</source>
        <translation>请清理磁盘空间：照片、下载文件、旧备份。</translation>
    </message>
    <message>
        <source>The backup could not be written to {path}.</source>
        <translation>备份无法写入 {path}。</translation>
    </message>
    <message>
        <source>The till&apos;s own data are as they were; an older backup there is kept.</source>
        <translation>收银台自身数据未变；原有的旧备份仍在。</translation>
    </message>
    <message>
        <source>There are goods in the basket.</source>
        <translation>购物篮中还有商品。</translation>
    </message>
    <message>
        <source>Finish the sale, or void the basket, then try again.</source>
        <translation>请完成销售或作废购物篮，然后重试。</translation>
    </message>
    <message>
        <source>Of {count} payments or refunds nobody knows yet how they end.</source>
        <translation>有 {count} 笔付款或退款尚无结果。</translation>
    </message>
    <message>
        <source>Settle them in the list of open payments (Ctrl+8), then try again.</source>
        <translation>请先在未结付款列表（Ctrl+8）中处理，然后重试。</translation>
    </message>
    <message>
        <source>The shift is open.</source>
        <translation>班次尚未结束。</translation>
    </message>
    <message>
        <source>Count the drawer and close the shift (Ctrl+5), then try again.</source>
        <translation>请先清点钱箱并交班（Ctrl+5），然后重试。</translation>
    </message>
    <message>
        <source>The ledger does not have {count} entries of this till&apos;s journal yet.</source>
        <translation>总账还缺少本收银台流水中的 {count} 条记录。</translation>
    </message>
    <message>
        <source>Nothing was changed: they would be lost.</source>
        <translation>未作任何更改：否则这些记录会丢失。</translation>
    </message>
    <message>
        <source>Sync (Ctrl+3, F5) and try again. Without a connection export them to a stick first (Ctrl+3, F8).</source>
        <translation>请先同步（Ctrl+3，再按 F5）后重试。没有网络时，请先导出到 U 盘（Ctrl+3，再按 F8）。</translation>
    </message>
    <message>
        <source>Till {till} still sells at this computer.</source>
        <translation>收银台 {till} 仍在本机收银。</translation>
    </message>
    <message>
        <source>Begin the move in the till&apos;s window: Ctrl+N, F7. A manager allows it.</source>
        <translation>请在收银台窗口中开始搬迁：Ctrl+N，再按 F7，由店长批准。</translation>
    </message>
    <message>
        <source>The file of the move could not be written to {path}.</source>
        <translation>搬迁文件无法写入 {path}。</translation>
    </message>
    <message>
        <source>Nothing is lost: this computer keeps everything.</source>
        <translation>没有丢失任何数据：本机保留全部内容。</translation>
    </message>
    <message>
        <source>Check that the stick is in and has room, or take another one; then write it again.</source>
        <translation>请确认 U 盘已插好且有空间，或换一个，然后重新写入。</translation>
    </message>
    <message>
        <source>There is no such file: {path}</source>
        <translation>没有这个文件：{path}</translation>
    </message>
    <message>
        <source>Put in the stick and type where the file is.</source>
        <translation>请插入 U 盘，并输入文件所在位置。</translation>
    </message>
    <message>
        <source>This file does not open: {path}</source>
        <translation>无法打开此文件：{path}</translation>
    </message>
    <message>
        <source>Nothing was changed. The old computer still keeps everything.</source>
        <translation>未作任何更改。旧电脑仍保留全部内容。</translation>
    </message>
    <message>
        <source>Check the code letter by letter. If it is right, write the file again at the old computer.</source>
        <translation>请逐字核对代码。若代码无误，请在旧电脑上重新写入文件。</translation>
    </message>
    <message>
        <source>That is not the code of this till&apos;s arrival.</source>
        <translation>这不是本收银台的到达代码。</translation>
    </message>
    <message>
        <source>Nothing was wiped.</source>
        <translation>未清除任何数据。</translation>
    </message>
    <message>
        <source>Type the code that the new computer shows, or leave this computer as it is.</source>
        <translation>请输入新电脑显示的代码，或让本机保持原样。</translation>
    </message>
    <message>
        <source>The support bundle could not be written to {path}.</source>
        <translation>支持包无法写入 {path}。</translation>
    </message>
    <message>
        <source>Check that the folder is there and has room, or choose another one.</source>
        <translation>请检查文件夹是否存在且有空间，或另选一个。</translation>
    </message>
    <message>
        <source>The check of this till did not come to an end.</source>
        <translation>对本机的检查没有完成。</translation>
    </message>
    <message>
        <source>Nothing was changed; sales go on.</source>
        <translation>没有任何改动；收银继续。</translation>
    </message>
    <message>
        <source>Try again. If it stays, run &apos;pos-client doctor&apos; in a terminal.</source>
        <translation>请重试。如仍如此，请在终端运行“pos-client doctor”。</translation>
    </message>
    <message>
        <source>Damage</source>
        <translation>损坏</translation>
    </message>
    <message>
        <source>Does not work</source>
        <translation>不能工作</translation>
    </message>
    <message>
        <source>Look at it soon</source>
        <translation>请尽快查看</translation>
    </message>
    <message>
        <source>Worth knowing</source>
        <translation>供参考</translation>
    </message>
    <message>
        <source>Nothing was found. All is well.</source>
        <translation>没有发现问题，一切正常。</translation>
    </message>
    <message>
        <source>Safe:</source>
        <translation>安全：</translation>
    </message>
    <message>
        <source>Next:</source>
        <translation>下一步：</translation>
    </message>
    <message>
        <source>The till&apos;s database is damaged where it begins, or cut short.</source>
        <translation>收银台的数据库开头损坏，或者不完整。</translation>
    </message>
    <message>
        <source>Do not delete anything. Run &apos;pos-client restore&apos; with the newest backup.</source>
        <translation>请勿删除任何东西。用最新的备份运行“pos-client restore”。</translation>
    </message>
    <message>
        <source>Pages of the till&apos;s database cannot be read.</source>
        <translation>收银台的数据库有些页读不出来。</translation>
    </message>
    <message>
        <source>Sales that reached the ledger are safe there. What can be read is left as it is.</source>
        <translation>已到总账的销售在总账是安全的。能读的部分原样保留。</translation>
    </message>
    <message>
        <source>Do not delete anything. Run &apos;pos-client restore&apos; with the newest backup, and have the disk checked.</source>
        <translation>请勿删除任何东西。用最新的备份运行“pos-client restore”，并请人检查硬盘。</translation>
    </message>
    <message>
        <source>{count} pages of the till&apos;s database do not carry their seals.</source>
        <translation>收银台的数据库有 {count} 页的封印不对。</translation>
    </message>
    <message>
        <source>Sales that reached the ledger are safe there.</source>
        <translation>已到总账的销售在总账是安全的。</translation>
    </message>
    <message>
        <source>The structure of the till&apos;s database is damaged.</source>
        <translation>收银台的数据库结构损坏。</translation>
    </message>
    <message>
        <source>There are sales without a journal entry, or the other way round: {sales} sales, {entries} entries.</source>
        <translation>有销售没有流水记录，或者相反：{sales} 笔销售，{entries} 条记录。</translation>
    </message>
    <message>
        <source>The journal is what counts; nothing of it was changed.</source>
        <translation>以流水为准；流水没有任何改动。</translation>
    </message>
    <message>
        <source>Keep the folder as it is and tell the office.</source>
        <translation>保持文件夹原样，并告知总部。</translation>
    </message>
    <message>
        <source>The journal is not what was written: entry {seq} does not fit the one before.</source>
        <translation>流水与当初写下的不同：第 {seq} 条与前一条接不上。</translation>
    </message>
    <message>
        <source>The ledger has what was sent before, and refuses what was changed.</source>
        <translation>此前发出的总账都有，被改过的总账不收。</translation>
    </message>
    <message>
        <source>Keep the folder as evidence, stop selling here and tell the office.</source>
        <translation>保留文件夹作为证据，停止在此收银，并告知总部。</translation>
    </message>
    <message>
        <source>A return is listed otherwise than its journal entry {seq} says.</source>
        <translation>有一笔退货与流水第 {seq} 条所记的不同。</translation>
    </message>
    <message>
        <source>The entry is what counts; the ledger has it, or gets it.</source>
        <translation>以流水为准；总账已有或将会收到。</translation>
    </message>
    <message>
        <source>Tell the office; &apos;pos-client restore&apos; brings a whole list back.</source>
        <translation>告知总部；“pos-client restore”可恢复完整的列表。</translation>
    </message>
    <message>
        <source>The sale {receipt_number} is listed otherwise than its journal entry {seq} says.</source>
        <translation>销售 {receipt_number} 与流水第 {seq} 条所记的不同。</translation>
    </message>
    <message>
        <source>The journal ends before what this till once wrote: a backup was put back, or the disk lost writes.</source>
        <translation>流水的结尾早于本机曾写下的内容：有人恢复了备份，或硬盘丢了数据。</translation>
    </message>
    <message>
        <source>What the ledger has is safe there. No number is ever used twice.</source>
        <translation>总账已有的是安全的。号码绝不会重复使用。</translation>
    </message>
    <message>
        <source>Start the till: it goes on in a new epoch by itself. Then tell the office which backup was put back.</source>
        <translation>启动收银台：它会自动以新的纪元继续。然后告知总部恢复了哪个备份。</translation>
    </message>
    <message>
        <source>The file with the journal&apos;s end was missing; it was made again from the database.</source>
        <translation>记录流水结尾的文件不见了；已从数据库重新生成。</translation>
    </message>
    <message>
        <source>The journal is whole.</source>
        <translation>流水完整。</translation>
    </message>
    <message>
        <source>Nothing to do. If it comes back, find out who deletes files of this user.</source>
        <translation>无需处理。如再次出现，请查明是谁删除了此用户的文件。</translation>
    </message>
    <message>
        <source>The file with the journal&apos;s end could not be read; it was made again from the database.</source>
        <translation>记录流水结尾的文件读不出来；已从数据库重新生成。</translation>
    </message>
    <message>
        <source>Nothing to do. If it comes back, have the disk checked.</source>
        <translation>无需处理。如再次出现，请检查硬盘。</translation>
    </message>
    <message>
        <source>The file with the journal&apos;s end belongs to another till; a new epoch was opened.</source>
        <translation>记录流水结尾的文件属于另一台收银台；已开启新的纪元。</translation>
    </message>
    <message>
        <source>The journal is whole, and no number is used twice.</source>
        <translation>流水完整，号码没有重复。</translation>
    </message>
    <message>
        <source>Find out who copied files between tills, and tell the office.</source>
        <translation>请查明是谁在收银台之间复制了文件，并告知总部。</translation>
    </message>
    <message>
        <source>This till&apos;s own key is gone: the ledger believes nothing that it sends.</source>
        <translation>本机自己的密钥不见了：总账不会相信它发送的任何内容。</translation>
    </message>
    <message>
        <source>Bring the folder of keys back from this machine&apos;s backup, or ask the office to enrol this till anew.</source>
        <translation>从本机的备份恢复密钥文件夹，或请总部重新登记此收银台。</translation>
    </message>
    <message>
        <source>Other users of this machine could look into the folder of keys; that was closed.</source>
        <translation>本机的其他用户曾能查看密钥文件夹；现已关闭。</translation>
    </message>
    <message>
        <source>Find out who uses this machine. If in doubt, renew the till&apos;s key: &apos;pos-client rotate-key&apos;.</source>
        <translation>请查明谁在使用本机。如有疑问，请更换收银台密钥：“pos-client rotate-key”。</translation>
    </message>
    <message>
        <source>Other users of this machine could read a key; that was closed.</source>
        <translation>本机的其他用户曾能读取一个密钥；现已关闭。</translation>
    </message>
    <message>
        <source>Renew the till&apos;s key: &apos;pos-client rotate-key&apos;. If in doubt, enrol the till anew.</source>
        <translation>请更换收银台密钥：“pos-client rotate-key”。如有疑问，请重新登记此收银台。</translation>
    </message>
    <message>
        <source>The keys are in files that only this user can read, because this system offers no key store.</source>
        <translation>密钥在仅此用户可读的文件里，因为本系统没有密钥库。</translation>
    </message>
    <message>
        <source>Encrypt this machine&apos;s disk; whoever has the disk has the keys.</source>
        <translation>请加密本机硬盘；拿到硬盘的人就拿到了密钥。</translation>
    </message>
    <message>
        <source>The till&apos;s settings cannot be used, so it does not start: {detail}</source>
        <translation>收银台的设置无法使用，因此不能启动：{detail}</translation>
    </message>
    <message>
        <source>Sales and journal are safe.</source>
        <translation>销售和流水是安全的。</translation>
    </message>
    <message>
        <source>The till is open: {program} (process {pid}) works with these data.</source>
        <translation>收银台正在运行：{program}（进程 {pid}）正在使用这些数据。</translation>
    </message>
    <message>
        <source>Nothing to do. Only one program may sell with one data folder; a second one is refused.</source>
        <translation>无需处理。一个数据文件夹只能由一个程序收银；第二个会被拒绝。</translation>
    </message>
    <message>
        <source>The disk is full: {free_mb} MB are free.</source>
        <translation>硬盘已满：剩余 {free_mb} MB。</translation>
    </message>
    <message>
        <source>Completed sales are safe. Nothing is ever done in part.</source>
        <translation>已完成的销售是安全的。任何事都不会只做一半。</translation>
    </message>
    <message>
        <source>Free some space now, or the till cannot sell.</source>
        <translation>请立即腾出空间，否则无法收银。</translation>
    </message>
    <message>
        <source>The disk is filling: {free_mb} MB are free.</source>
        <translation>硬盘快满了：剩余 {free_mb} MB。</translation>
    </message>
    <message>
        <source>The till works as always.</source>
        <translation>收银台照常工作。</translation>
    </message>
    <message>
        <source>Free some space soon, and find out what fills the disk.</source>
        <translation>请尽快腾出空间，并查明是什么占满了硬盘。</translation>
    </message>
    <message>
        <source>Completed sales are safe.</source>
        <translation>已完成的销售是安全的。</translation>
    </message>
    <message>
        <source>Give this user the right to write there, or find out why the disk went read-only.</source>
        <translation>请给此用户写入权限，或查明硬盘为何变为只读。</translation>
    </message>
    <message>
        <source>The till&apos;s data are on a network drive ({filesystem}): it may lose what was written.</source>
        <translation>收银台的数据在网络盘上（{filesystem}）：写入的内容可能丢失。</translation>
    </message>
    <message>
        <source>Install one (Noto Sans CJK, for example), or turn the setting off for a printer that has its own.</source>
        <translation>请安装一种（例如 Noto Sans CJK）；如打印机自带字体，请关闭此设置。</translation>
    </message>
    <message>
        <source>What is in the journal so far can be sent.</source>
        <translation>目前流水里的内容可以发送。</translation>
    </message>
    <message>
        <source>Close the till, move the folder to a disk of this machine, and start it from there.</source>
        <translation>关闭收银台，把文件夹移到本机硬盘，再从那里启动。</translation>
    </message>
    <message>
        <source>Only {free_mb} MB of memory are free.</source>
        <translation>内存仅剩 {free_mb} MB。</translation>
    </message>
    <message>
        <source>Sales are safe; the till may be slow.</source>
        <translation>销售是安全的；收银台可能变慢。</translation>
    </message>
    <message>
        <source>Close other programs, or start the machine anew. If it comes back, the machine has too little memory.</source>
        <translation>关闭其他程序，或重启机器。如再次出现，说明机器内存太小。</translation>
    </message>
    <message>
        <source>This till&apos;s clock is {seconds} seconds off the ledger&apos;s.</source>
        <translation>本机时钟与总账相差 {seconds} 秒。</translation>
    </message>
    <message>
        <source>Sales are booked in their order; no sale is lost.</source>
        <translation>销售按先后顺序入账；不会丢失。</translation>
    </message>
    <message>
        <source>Set date, time and time zone. Until then codes may be refused, and receipts carry a wrong time.</source>
        <translation>请设置日期、时间和时区。在此之前，码可能被拒绝，小票上的时间也不对。</translation>
    </message>
    <message>
        <source>This till&apos;s clock says an earlier time than its last journal entry.</source>
        <translation>本机时钟早于最后一条流水的时间。</translation>
    </message>
    <message>
        <source>Set date, time and time zone. If the clock is wrong after each start, the machine&apos;s battery is empty.</source>
        <translation>请设置日期、时间和时区。如每次开机时钟都不对，说明主板电池没电了。</translation>
    </message>
    <message>
        <source>The till&apos;s log cannot be written: {path}</source>
        <translation>收银台的日志无法写入：{path}</translation>
    </message>
    <message>
        <source>Sales are safe.</source>
        <translation>销售是安全的。</translation>
    </message>
    <message>
        <source>Give this user the right to write there: without a log nobody can find out what happened.</source>
        <translation>请给此用户写入权限：没有日志就无法查明发生了什么。</translation>
    </message>
    <message>
        <source>The program noted {count} mistakes of its own in the last 7 days; the newest: {newest}</source>
        <translation>程序在最近 7 天记录了 {count} 次自身错误；最近一次：{newest}</translation>
    </message>
    <message>
        <source>Make a support bundle (connection page, F10) and send it to the office.</source>
        <translation>请制作支持包（连接页，F10）并发给总部。</translation>
    </message>
    <message>
        <source>A part that this till can use is not installed: {library}</source>
        <translation>有一个收银台可用的部件未安装：{library}</translation>
    </message>
    <message>
        <source>Sales go on without it.</source>
        <translation>没有它也可继续收银。</translation>
    </message>
    <message>
        <source>Install the package again.</source>
        <translation>请重新安装程序包。</translation>
    </message>
    <message>
        <source>The compiled rules are of another version of the program than the rest.</source>
        <translation>编译好的规则与程序其余部分版本不同。</translation>
    </message>
    <message>
        <source>Nothing was priced by them while this was asked.</source>
        <translation>检查时没有用它们计价。</translation>
    </message>
    <message>
        <source>Close the till and install it again; in a source folder run &apos;./run compile&apos;.</source>
        <translation>关闭收银台并重新安装；在源码文件夹运行“./run compile”。</translation>
    </message>
    <message>
        <source>The rules run uncompiled: the same answers, half as fast.</source>
        <translation>规则以未编译方式运行：结果相同，速度减半。</translation>
    </message>
    <message>
        <source>Nothing to do; in a source folder &apos;./run compile&apos; makes them faster.</source>
        <translation>无需处理；在源码文件夹运行“./run compile”会更快。</translation>
    </message>
    <message>
        <source>The receipt printer does not answer: {detail}</source>
        <translation>小票打印机没有响应：{detail}</translation>
    </message>
    <message>
        <source>Sales go on; receipts can be printed later.</source>
        <translation>收银继续；小票可以稍后打印。</translation>
    </message>
    <message>
        <source>Check power, paper and cable.</source>
        <translation>请检查电源、纸张和线缆。</translation>
    </message>
    <message>
        <source>The receipt printer is out of paper.</source>
        <translation>小票打印机缺纸。</translation>
    </message>
    <message>
        <source>Put in a roll and close the cover.</source>
        <translation>装入纸卷并合上盖子。</translation>
    </message>
    <message>
        <source>The cover of the receipt printer is open.</source>
        <translation>小票打印机的盖子开着。</translation>
    </message>
    <message>
        <source>Close the cover.</source>
        <translation>合上盖子。</translation>
    </message>
    <message>
        <source>The receipt printer says that it is offline.</source>
        <translation>小票打印机报告自己脱机。</translation>
    </message>
    <message>
        <source>The setting of the receipt printer cannot be used: {detail}</source>
        <translation>小票打印机的设置无法使用：{detail}</translation>
    </message>
    <message>
        <source>On the settings page: tcp:HOST:PORT, usb:, serial:PORT or file:PATH.</source>
        <translation>在设置页填写：tcp:HOST:PORT、usb:、serial:PORT 或 file:PATH。</translation>
    </message>
    <message>
        <source>The printer is said to have no Chinese font, and this machine has none to draw with.</source>
        <translation>设置为打印机没有中文字体，而本机也没有可用来绘制的字体。</translation>
    </message>
    <message>
        <source>The camera that is set up is not there: {target}</source>
        <translation>所设置的摄像头不在：{target}</translation>
    </message>
    <message>
        <source>Check its cable, or choose another one on the settings page.</source>
        <translation>请检查线缆，或在设置页另选一个。</translation>
    </message>
    <message>
        <source>A camera is set up, and the part of OneTill that reads cameras is not installed.</source>
        <translation>设置了摄像头，但未安装 OneTill 读取摄像头的部件。</translation>
    </message>
    <message>
        <source>The serial scanner that is set up is not plugged in: {target}</source>
        <translation>所设置的串口扫码枪未插好：{target}</translation>
    </message>
    <message>
        <source>Codes can be typed; other scanners work as before.</source>
        <translation>可以手工输入条码；其他扫码枪照常工作。</translation>
    </message>
    <message>
        <source>Check its cable and the port. It is found by itself when it is back.</source>
        <translation>请检查线缆和端口。插好后会自动找到。</translation>
    </message>
    <message>
        <source>The ledger&apos;s certificate ends in {days} days.</source>
        <translation>总账的证书将在 {days} 天后到期。</translation>
    </message>
    <message>
        <source>Sales go on whatever happens.</source>
        <translation>无论如何收银都会继续。</translation>
    </message>
    <message>
        <source>Tell the office: the ledger needs a new certificate before that day.</source>
        <translation>请告知总部：总账须在此之前换新证书。</translation>
    </message>
    <message>
        <source>{count} entries have waited {hours} hours for the ledger.</source>
        <translation>有 {count} 条记录已等待总账 {hours} 小时。</translation>
    </message>
    <message>
        <source>Everything is kept in the journal.</source>
        <translation>全部保存在流水中。</translation>
    </message>
    <message>
        <source>Check the network. If it lasts, take the journal to the office on a stick (connection page, F8).</source>
        <translation>请检查网络。如持续，请用 U 盘把流水带到总部（连接页，F8）。</translation>
    </message>
    <message>
        <source>What the group sends has not come in completely for {hours} hours.</source>
        <translation>集团下发的数据已有 {hours} 小时没有完整收到。</translation>
    </message>
    <message>
        <source>Sales go on with what is known; prices and offers may be old.</source>
        <translation>按已知数据继续收银；价格和优惠可能是旧的。</translation>
    </message>
    <message>
        <source>Check the network, then sync (connection page, F5).</source>
        <translation>请检查网络，然后同步（连接页，F5）。</translation>
    </message>
    <message>
        <source>This till has not received the group&apos;s data yet.</source>
        <translation>本机尚未收到集团的数据。</translation>
    </message>
    <message>
        <source>Nothing is lost.</source>
        <translation>没有丢失任何东西。</translation>
    </message>
    <message>
        <source>Connect it and sync once (connection page, F5): before that there is nothing to sell.</source>
        <translation>请联网并同步一次（连接页，F5）：在此之前没有可售的商品。</translation>
    </message>
    <message>
        <source>The offer {offer_id} breaks the contract as this program knows it, and is not used.</source>
        <translation>优惠 {offer_id} 不符合本程序所知的约定，未被使用。</translation>
    </message>
    <message>
        <source>The other offers count. The office knows it from the journal.</source>
        <translation>其他优惠照常。总部会从流水得知。</translation>
    </message>
    <message>
        <source>Nothing to do here; a newer program may understand it.</source>
        <translation>此处无需处理；新版程序也许能识别。</translation>
    </message>
    <message>
        <source>The accounts with the wallets cannot be used, so the till offers none: {detail}</source>
        <translation>钱包账户无法使用，因此不提供钱包支付：{detail}</translation>
    </message>
    <message>
        <source>Cash and cards work as before.</source>
        <translation>现金和银行卡照常。</translation>
    </message>
    <message>
        <source>Correct wallets.json beside the till&apos;s keys.</source>
        <translation>请更正密钥旁的 wallets.json。</translation>
    </message>
    <message>
        <source>Other users of this machine can read the accounts with the wallets.</source>
        <translation>本机的其他用户可以读取钱包账户。</translation>
    </message>
    <message>
        <source>Start the till: it closes them. Then have the operator renew the keys.</source>
        <translation>启动收银台会将其关闭。然后请运营方更换密钥。</translation>
    </message>
    <message>
        <source>{wallet} cannot be reached from this machine.</source>
        <translation>从本机无法连接 {wallet}。</translation>
    </message>
    <message>
        <source>Check the network; the till offers the wallet again by itself.</source>
        <translation>请检查网络；恢复后会自动提供该钱包。</translation>
    </message>
    <message>
        <source>Something that is not believed answers in the place of {wallet}.</source>
        <translation>有不可信的东西冒充 {wallet} 应答。</translation>
    </message>
    <message>
        <source>Nothing is sent to it. Cash and cards work as before.</source>
        <translation>不会向它发送任何内容。现金和银行卡照常。</translation>
    </message>
    <message>
        <source>Check whether the network asks for a login, and this machine&apos;s date and time.</source>
        <translation>请检查网络是否要求登录，以及本机的日期和时间。</translation>
    </message>
    <message>
        <source>This machine&apos;s clock is minutes off {wallet}&apos;s, which then refuses payments.</source>
        <translation>本机时钟与 {wallet} 相差数分钟，支付会被拒绝。</translation>
    </message>
    <message>
        <source>Set date, time and time zone.</source>
        <translation>请设置日期、时间和时区。</translation>
    </message>
    <message>
        <source>The end of {count} wallet payments or refunds has been unknown for more than a day.</source>
        <translation>有 {count} 笔钱包支付或退款超过一天仍不知结果。</translation>
    </message>
    <message>
        <source>Nobody is charged twice: each is asked about under its own number.</source>
        <translation>不会重复收款：每笔都按各自的号码查询。</translation>
    </message>
    <message>
        <source>Open the page of payments and settle each with the operator&apos;s list.</source>
        <translation>请打开支付页，对照运营方的清单逐笔处理。</translation>
    </message>
    <message>
        <source>The ledger draws, and it cannot be reached.</source>
        <translation>抽奖由总账进行，现在连接不上。</translation>
    </message>
    <message>
        <source>Nothing was drawn and no points were taken.</source>
        <translation>没有抽奖，也没有扣积分。</translation>
    </message>
    <message>
        <source>This draw is not on.</source>
        <translation>这个抽奖现在不在进行。</translation>
    </message>
    <message>
        <source>Look at the list again: it shows the draws that are on now.</source>
        <translation>请再看列表：那里是现在可参加的抽奖。</translation>
    </message>
    <message>
        <source>This member has taken part as often as the draw allows.</source>
        <translation>该会员参加的次数已达上限。</translation>
    </message>
    <message>
        <source>Offer another draw, or a reward of the list.</source>
        <translation>请推荐别的抽奖，或列表中的积分奖品。</translation>
    </message>
    <message>
        <source>This member has taken part as often today as the draw allows.</source>
        <translation>该会员今天参加的次数已达上限。</translation>
    </message>
    <message>
        <source>They can take part again tomorrow.</source>
        <translation>明天可以再参加。</translation>
    </message>
    <message>
        <source>There are not enough points for an entry: {points} are free.</source>
        <translation>积分不够参加一次：可用 {points} 分。</translation>
    </message>
    <message>
        <source>Points that a till has in hand can be used later.</source>
        <translation>其他收银台占用的积分稍后可用。</translation>
    </message>
    <message>
        <source>An entry of this member waits for the ledger&apos;s answer.</source>
        <translation>该会员有一次抽奖正在等总账答复。</translation>
    </message>
    <message>
        <source>Asked again it is the same entry with the same result: nothing is taken twice.</source>
        <translation>再次查询是同一次抽奖，结果相同，积分不会重复扣。</translation>
    </message>
    <message>
        <source>Choose the draw in the list again and ask for its answer first.</source>
        <translation>请在列表中再选这个抽奖，先查询它的结果。</translation>
    </message>
    <message>
        <source>This program was not installed from a package: it takes no updates.</source>
        <translation>本程序不是用安装包安装的，不接收更新。</translation>
    </message>
    <message>
        <source>Install OneTill from its package.</source>
        <translation>请用安装包安装 OneTill。</translation>
    </message>
    <message>
        <source>Updates are fetched from https addresses only: {address}</source>
        <translation>只从 https 地址下载更新：{address}</translation>
    </message>
    <message>
        <source>Nothing was fetched; selling goes on.</source>
        <translation>未下载任何内容，可继续收银。</translation>
    </message>
    <message>
        <source>Correct the address among the settings, or tell the office.</source>
        <translation>请在设置中改正地址，或告知总部。</translation>
    </message>
    <message>
        <source>Nobody said which key signs updates.</source>
        <translation>尚未设置更新的签名密钥。</translation>
    </message>
    <message>
        <source>Ask the office for the key, and set it among the settings of the connection.</source>
        <translation>请向总部索取密钥，并在连接设置中填写。</translation>
    </message>
    <message>
        <source>The updates could not be fetched.</source>
        <translation>无法下载更新。</translation>
    </message>
    <message>
        <source>The program stays as it is; selling goes on.</source>
        <translation>程序保持不变，可继续收银。</translation>
    </message>
    <message>
        <source>The list of updates is not the group&apos;s, or not whole.</source>
        <translation>更新清单不是集团签发的，或不完整。</translation>
    </message>
    <message>
        <source>Nothing of it was used; selling goes on.</source>
        <translation>其中内容均未采用，可继续收银。</translation>
    </message>
    <message>
        <source>Tell the office: somebody may be standing in for it.</source>
        <translation>请告知总部：可能有人在冒充总部。</translation>
    </message>
    <message>
        <source>The list of updates has ended, or this till&apos;s date is wrong.</source>
        <translation>更新清单已过期，或本机日期有误。</translation>
    </message>
    <message>
        <source>Check this till&apos;s date. If it is right, tell the office.</source>
        <translation>请检查本机日期。若日期正确，请告知总部。</translation>
    </message>
    <message>
        <source>An older list of updates came than this till has seen.</source>
        <translation>收到的更新清单比本机见过的更旧。</translation>
    </message>
    <message>
        <source>Tell the office: somebody may be playing old lists again.</source>
        <translation>请告知总部：可能有人在重放旧清单。</translation>
    </message>
    <message>
        <source>The list offers an older program than the one that runs.</source>
        <translation>更新清单提供的程序比本机的更旧。</translation>
    </message>
    <message>
        <source>Nothing to do here; tell the office.</source>
        <translation>本机无需处理，请告知总部。</translation>
    </message>
    <message>
        <source>The list has no package for this kind of computer.</source>
        <translation>更新清单中没有适合本机的安装包。</translation>
    </message>
    <message>
        <source>What was fetched is not the package that the list names.</source>
        <translation>下载的文件与更新清单不符。</translation>
    </message>
    <message>
        <source>It was thrown away; the program stays as it is.</source>
        <translation>该文件已丢弃，程序保持不变。</translation>
    </message>
    <message>
        <source>It is tried again by itself. If it lasts, tell the office.</source>
        <translation>稍后会自动重试。若一直如此，请告知总部。</translation>
    </message>
    <message>
        <source>The update could not be kept in {path}.</source>
        <translation>更新无法保存到 {path}。</translation>
    </message>
    <message>
        <source>Free some space on the disk; it is tried again by itself.</source>
        <translation>请清理磁盘空间，稍后会自动重试。</translation>
    </message>
    <message>
        <source>There is no room for a backup in {path}: {needed_mb} MB have to be free.</source>
        <translation>{path} 没有空间存放备份：需要空出 {needed_mb} MB。</translation>
    </message>
    <message>
        <source>The till&apos;s own data are as they were; the backups that are there are kept.</source>
        <translation>收银台自己的数据没有变化；已有的备份都保留着。</translation>
    </message>
    <message>
        <source>Free some space there, or name another folder on the settings page (Ctrl+9).</source>
        <translation>在那里腾出空间，或在设置页（Ctrl+9）换一个文件夹。</translation>
    </message>
    <message>
        <source>Completed sales are safe in the journal, and at the ledger.</source>
        <translation>已完成的销售保存在流水里，总账也有。</translation>
    </message>
    <message>
        <source>Leave the till on for an hour: it makes one a day. The page Ctrl+N says what stands in the way.</source>
        <translation>让收银机开着一小时：它每天备份一次。本机页面（Ctrl+N）会说明受阻的原因。</translation>
    </message>
    <message>
        <source>This till has no backup in {path}.</source>
        <translation>{path} 里没有这台收银机的备份。</translation>
    </message>
    <message>
        <source>The newest backup in {path} is {days} days old.</source>
        <translation>{path} 里最新的备份已有 {days} 天。</translation>
    </message>
    <message>
        <source>The backups that are there are whole.</source>
        <translation>已有的备份都完整。</translation>
    </message>
    <message>
        <source>Look at the page of this computer (Ctrl+N): mostly the disk is too full.</source>
        <translation>查看本机页面（Ctrl+N）：多半是磁盘太满。</translation>
    </message>
    <message>
        <source>The ledger cannot read its archives: something here is about a sale of long ago.</source>
        <translation>总账读不到存档：这里有一笔事关很久以前的销售。</translation>
    </message>
    <message>
        <source>Tell the office that the ledger&apos;s archive folder is missing. It is tried again by itself.</source>
        <translation>请告诉办公室：总账的存档文件夹不见了。系统会自动重试。</translation>
    </message>
    <message>
        <source>Nothing that this store knows is found by {typed}.</source>
        <translation>没有找到“{typed}”的商品。</translation>
    </message>
    <message>
        <source>Type a part of the name, or the number under the barcode.</source>
        <translation>输入品名的一部分，或条码下面的数字。</translation>
    </message>
    <message>
        <source>A manager is being asked; what was scanned is not taken.</source>
        <translation>正在请店长授权，刚扫的没有收下。</translation>
    </message>
    <message>
        <source>Finish here or press Esc, then scan it again.</source>
        <translation>请先完成授权，或按 Esc 取消，再扫一次。</translation>
    </message>
    <message>
        <source>Finish the sale, or take the payment back (F4) first.</source>
        <translation>请完成交易，或先按 F4 撤回付款。</translation>
    </message>
    <message>
        <source>No receipt printer is set up at this till: the report was not printed.</source>
        <translation>本收银台没有设置小票打印机，报表没有打印。</translation>
    </message>
    <message>
        <source>Its figures stand here and in the journal.</source>
        <translation>数字都在本页，也已记入流水账。</translation>
    </message>
    <message>
        <source>Set a printer on the devices page (Ctrl+4), then print it again.</source>
        <translation>请在设备页面（Ctrl+4）设置打印机，再打印一次。</translation>
    </message>
    <message>
        <source>Put it off (F9), or press ⇧F8 when the member stands here.</source>
        <translation>请稍后再办（F9）；会员就在店里时按 ⇧F8。</translation>
    </message>
</context>
<context>
    <name>feeds</name>
    <message>
        <source>Products</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>This store&apos;s prices</source>
        <translation>本店价格</translation>
    </message>
    <message>
        <source>Offers</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>会员</translation>
    </message>
    <message>
        <source>Coupons</source>
        <translation>优惠券</translation>
    </message>
    <message>
        <source>Set aside for this till</source>
        <translation>为本机保留的权益</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>Services of members</source>
        <translation>会员服务权益</translation>
    </message>
    <message>
        <source>Profiles of members</source>
        <translation>会员档案</translation>
    </message>
    <message>
        <source>Notes about members</source>
        <translation>会员备注</translation>
    </message>
    <message>
        <source>Keys and revocations</source>
        <translation>密钥与吊销</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>员工</translation>
    </message>
    <message>
        <source>Settings of the store</source>
        <translation>门店设置</translation>
    </message>
    <message>
        <source>Paid web orders</source>
        <translation>已付款的网上订单</translation>
    </message>
    <message>
        <source>Tags of members</source>
        <translation>会员标签</translation>
    </message>
    <message>
        <source>What goes with what</source>
        <translation>商品搭配</translation>
    </message>
    <message>
        <source>Contacts with members</source>
        <translation>会员联系记录</translation>
    </message>
    <message>
        <source>Wishes, and goods put aside</source>
        <translation>心愿单与留货</translation>
    </message>
</context>
<context>
    <name>formatting</name>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>{count} min ago</source>
        <translation>{count} 分钟前</translation>
    </message>
    <message>
        <source>{count} h ago</source>
        <translation>{count} 小时前</translation>
    </message>
</context>
<context>
    <name>offers</name>
    <message>
        <source>For members: {offers}</source>
        <translation>会员优惠：{offers}</translation>
    </message>
    <message>
        <source>Coupon in use</source>
        <translation>已用券</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>已享受</translation>
    </message>
    <message>
        <source>until {date}</source>
        <translation>有效期至 {date}</translation>
    </message>
    <message>
        <source>held here until {time}</source>
        <translation>本机保留至 {time}</translation>
    </message>
    <message>
        <source>offline: {count} left</source>
        <translation>断网还可用 {count} 次</translation>
    </message>
    <message>
        <source>gift</source>
        <translation>有赠品</translation>
    </message>
    <message>
        <source>saves {amount}</source>
        <translation>可省 {amount}</translation>
    </message>
    <message>
        <source>{count} more save another {gain}</source>
        <translation>再买 {count} 件，再省 {gain}</translation>
    </message>
    <message>
        <source>{missing} more saves another {gain}</source>
        <translation>再买 {missing}，再省 {gain}</translation>
    </message>
    <message>
        <source>This tier does not count here for {brands}</source>
        <translation>该等级在本店不适用于：{brands}</translation>
    </message>
    <message>
        <source>Not in the group yet: only its own card counts for its goods</source>
        <translation>暂未加入集团，其商品仅适用其品牌会员卡</translation>
    </message>
    <message>
        <source>Joins the group on {date}: until then only its own card counts</source>
        <translation>{date}加入集团，此前仅适用其品牌会员卡</translation>
    </message>
    <message>
        <source>Campaign is running, until {time}</source>
        <translation>活动进行中，至 {time}</translation>
    </message>
    <message>
        <source>Campaign begins {time}</source>
        <translation>活动开始：{time}</translation>
    </message>
</context>
<context>
    <name>payment</name>
    <message>
        <source>“{name}” has already been used at another till.</source>
        <translation>“{name}”已在另一门店或收银台使用。</translation>
    </message>
    <message>
        <source>“{name}” is just being used at another till.</source>
        <translation>“{name}”正在另一收银台使用。</translation>
    </message>
    <message>
        <source>“{name}” is set aside for another till, which gives it back now.</source>
        <translation>“{name}”由另一收银台保留，正在要求归还。</translation>
    </message>
    <message>
        <source>“{name}” has expired.</source>
        <translation>“{name}”已过期。</translation>
    </message>
    <message>
        <source>“{name}” belongs to another member.</source>
        <translation>“{name}”属于另一位会员。</translation>
    </message>
    <message>
        <source>The ledger does not know “{name}”.</source>
        <translation>总账中没有“{name}”。</translation>
    </message>
    <message>
        <source>Only {left} more points can be spent.</source>
        <translation>积分只能再用 {left}。</translation>
    </message>
    <message>
        <source>Some of the points are just being spent at another till.</source>
        <translation>部分积分正在另一收银台使用。</translation>
    </message>
    <message>
        <source>Some of the points are set aside for another till.</source>
        <translation>部分积分由另一收银台保留。</translation>
    </message>
    <message>
        <source>This member has used up “{name}”.</source>
        <translation>该会员的“{name}”次数已用完。</translation>
    </message>
    <message>
        <source>“{name}” cannot be used: {code}.</source>
        <translation>“{name}”不能使用：{code}。</translation>
    </message>
    <message>
        <source>The ledger did not answer in time: this sale goes by the rules without a connection.</source>
        <translation>总账未及时答复：本单按断网规则计价。</translation>
    </message>
    <message>
        <source>The price has changed since the basket was shown.</source>
        <translation>价格在购物篮显示之后有变动。</translation>
    </message>
    <message>
        <source>To pay now: {now} instead of {before}. No money has been taken.</source>
        <translation>现应付 {now}，原为 {before}。尚未收款。</translation>
    </message>
    <message>
        <source>The amount stays {now}. No money has been taken.</source>
        <translation>应付仍为 {now}。尚未收款。</translation>
    </message>
    <message>
        <source>Tell the shopper the new amount before you take money.</source>
        <translation>收款前请告知顾客新的金额。</translation>
    </message>
    <message>
        <source>Go on at this amount, or press Esc and pay again in some seconds: it may be free then.</source>
        <translation>可按此金额继续；或按 Esc 返回，几秒后再收款，届时可能可用。</translation>
    </message>
</context>
<context>
    <name>payments</name>
    <message>
        <source>Sent, no answer yet</source>
        <translation>已发送，还没有答复</translation>
    </message>
    <message>
        <source>The shopper is asked to confirm</source>
        <translation>请顾客在手机上确认</translation>
    </message>
    <message>
        <source>Not known yet, being asked for</source>
        <translation>结果未知，正在查询</translation>
    </message>
    <message>
        <source>Being cancelled, not confirmed yet</source>
        <translation>正在取消，尚未确认</translation>
    </message>
    <message>
        <source>Not paid: {reason}</source>
        <translation>未付款：{reason}</translation>
    </message>
    <message>
        <source>A part is paid: fetch the basket for the rest, or void it</source>
        <translation>已付一部分：请取回购物篮收余额，或作废</translation>
    </message>
    <message>
        <source>Paid for a basket that is gone: give it back</source>
        <translation>已付款但购物篮已不在：请退回</translation>
    </message>
    <message>
        <source>Refund: sent as soon as the wallet can be reached</source>
        <translation>退款：钱包连通后立即发出</translation>
    </message>
    <message>
        <source>Refund: sent, being asked for</source>
        <translation>退款：已发出，正在查询结果</translation>
    </message>
    <message>
        <source>Refund not given: {reason}</source>
        <translation>退款未成功：{reason}</translation>
    </message>
    <message>
        <source>This till is not set up for {wallet} any more</source>
        <extracomment>As of a payment; or where a refund stands that no operator has confirmed.</extracomment>
        <translation>本机已不再开通{wallet}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>profile</name>
    <message>
        <source>Tiers and points</source>
        <translation>等级与积分</translation>
    </message>
    <message>
        <source>no tier</source>
        <translation>无等级</translation>
    </message>
    <message>
        <source>governs here</source>
        <translation>本店以此为准</translation>
    </message>
    <message>
        <source>does not count here</source>
        <translation>本店不适用</translation>
    </message>
    <message>
        <source>growth {amount}</source>
        <translation>成长值 {amount}</translation>
    </message>
    <message>
        <source>{amount} to {tier}</source>
        <translation>再消费 {amount} 升 {tier}</translation>
    </message>
    <message>
        <source>tier until {date}</source>
        <translation>等级至 {date}</translation>
    </message>
    <message>
        <source>{count} end on {date}</source>
        <translation>{date}到期 {count}</translation>
    </message>
    <message>
        <source>Points that end</source>
        <translation>积分到期</translation>
    </message>
    <message>
        <source>{count} of {all} usable today</source>
        <translation>今天可用 {count} / {all} 张</translation>
    </message>
    <message>
        <source>Coupons</source>
        <translation>优惠券</translation>
    </message>
    <message>
        <source>No coupon.</source>
        <translation>没有优惠券。</translation>
    </message>
    <message>
        <source>from {amount}</source>
        <translation>满 {amount} 可用</translation>
    </message>
    <message>
        <source>until {date}</source>
        <translation>至 {date}</translation>
    </message>
    <message>
        <source>any goods that it is for</source>
        <translation>限适用商品</translation>
    </message>
    <message>
        <source>Paid web order waits here ({count})</source>
        <translation>已付款的网单在本店待取（{count} 件）</translation>
    </message>
    <message>
        <source>since {date}</source>
        <translation>自 {date}</translation>
    </message>
    <message>
        <source>Open for them</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Paid web order waits: {what}</source>
        <translation>已付款的网单待取：{what}</translation>
    </message>
    <message>
        <source>Rain check: {what}</source>
        <translation>缺货补购：{what}</translation>
    </message>
    <message>
        <source>Refund under way: {what}</source>
        <translation>退款进行中：{what}</translation>
    </message>
    <message>
        <source>Case: {what}</source>
        <translation>待处理：{what}</translation>
    </message>
    <message>
        <source>late</source>
        <translation>已超时</translation>
    </message>
    <message>
        <source>{left} of {total}</source>
        <translation>剩 {left} / {total}</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>服务权益</translation>
    </message>
    <message>
        <source>Buys mostly</source>
        <translation>常买品类</translation>
    </message>
    <message>
        <source>Sizes</source>
        <translation>常穿尺码</translation>
    </message>
    <message>
        <source>Brands and taste</source>
        <translation>品牌与偏好</translation>
    </message>
    <message>
        <source>Notes of this store</source>
        <translation>本店备注</translation>
    </message>
    <message>
        <source>No note yet: F8 writes one.</source>
        <translation>还没有备注：按 F8 写一条。</translation>
    </message>
    <message>
        <source>{source}, {percent}% sure</source>
        <translation>{source}，可信度 {percent}%</translation>
    </message>
    <message>
        <source>Tags of other systems</source>
        <translation>其他系统的标签</translation>
    </message>
    <message>
        <source>never asked</source>
        <translation>未询问</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>no</source>
        <translation>不同意</translation>
    </message>
    <message>
        <source>What they agree to</source>
        <translation>授权与联系意愿</translation>
    </message>
    <message>
        <source>Card of {brand}</source>
        <translation>{brand} 会员卡</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>会员卡</translation>
    </message>
    <message>
        <source>Linked accounts</source>
        <translation>关联账号</translation>
    </message>
    <message>
        <source>Member {number}</source>
        <translation>会员 {number}</translation>
    </message>
    <message>
        <source>as of {age}</source>
        <translation>数据：{age}</translation>
    </message>
    <message>
        <source>Spent in the last 12 months</source>
        <translation>近 12 个月消费</translation>
    </message>
    <message>
        <source>no phone known here</source>
        <translation>本店没有手机号</translation>
    </message>
    <message>
        <source>birthday {day}</source>
        <translation>生日 {day}</translation>
    </message>
    <message>
        <source>today!</source>
        <translation>就是今天！</translation>
    </message>
    <message>
        <source>Paid membership</source>
        <translation>付费会员</translation>
    </message>
    <message>
        <source>Last order {days} (R {r}), {orders} orders in a year (F {f}), {amount} in a year (M {m})</source>
        <translation>上次购买 {days}（R {r}），一年 {orders} 单（F {f}），一年 {amount}（M {m}）</translation>
    </message>
    <message>
        <source>The ledger has not told this till yet what they bought.</source>
        <translation>总账还没有告诉这台收银台会员买过什么。</translation>
    </message>
    <message>
        <source>member since {date}</source>
        <translation>{date} 入会</translation>
    </message>
    <message>
        <source>Last 12 months</source>
        <translation>近 12 个月</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>累计消费</translation>
    </message>
    <message>
        <source>Average basket</source>
        <translation>客单价</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>购买频次</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>积分</translation>
    </message>
    <message>
        <source>not known here</source>
        <translation>本店不知道</translation>
    </message>
    <message>
        <source>none pay here</source>
        <translation>本店不可用积分</translation>
    </message>
    <message>
        <source>{count} / month</source>
        <translation>{count} 次/月</translation>
    </message>
    <message>
        <source>Web · {store}</source>
        <translation>线上 · {store}</translation>
    </message>
    <message>
        <source>High value</source>
        <translation>高价值</translation>
    </message>
    <message>
        <source>Promising</source>
        <translation>高潜力</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>基础</translation>
    </message>
    <message>
        <source>At risk</source>
        <translation>流失风险</translation>
    </message>
    <message>
        <source>Nothing bought yet</source>
        <translation>还没有买过</translation>
    </message>
    <message>
        <source>First order</source>
        <translation>首单</translation>
    </message>
    <message>
        <source>Comes back</source>
        <translation>复购</translation>
    </message>
    <message>
        <source>Sleeping</source>
        <translation>沉睡</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>流失</translation>
    </message>
    <message>
        <source>To call them</source>
        <translation>要给会员打电话</translation>
    </message>
    <message>
        <source>To write to them</source>
        <translation>要给会员发消息</translation>
    </message>
    <message>
        <source>To deliver something</source>
        <translation>要送货上门</translation>
    </message>
    <message>
        <source>To make sure who it is</source>
        <translation>要核对身份</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>其他原因</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>门店</translation>
    </message>
    <message>
        <source>Web</source>
        <translation>线上</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>last bought {days}, {store}</source>
        <translation>最近购买 {days}，{store}</translation>
    </message>
</context>
<context>
    <name>programs</name>
    <message>
        <source>the tier does not count here</source>
        <translation>该等级在此不适用</translation>
    </message>
    <message>
        <source>does not count for {brands}</source>
        <translation>不适用于：{brands}</translation>
    </message>
    <message>
        <source>own goods</source>
        <translation>本店自营商品</translation>
    </message>
    <message>
        <source>{amount} to {tier}</source>
        <translation>差 {amount} 升{tier}</translation>
    </message>
    <message>
        <source>{count} points end on {date}</source>
        <translation>{count} 分 {date} 到期</translation>
    </message>
    <message>
        <source>{points} give {gives}</source>
        <translation>{points} 换 {gives}</translation>
    </message>
    <message>
        <source>tier {amount}</source>
        <translation>等级 {amount}</translation>
    </message>
    <message>
        <source>needs the connection</source>
        <translation>需联网</translation>
    </message>
    <message>
        <source>needs the member&apos;s own code</source>
        <translation>需出示会员码</translation>
    </message>
    <message>
        <source>Enter exchanges, in steps of {step}</source>
        <translation>回车兑换，每 {step} 起</translation>
    </message>
    <message>
        <source>Enter exchanges, in steps of {step}, {most} a day</source>
        <translation>回车兑换，每 {step} 起，每日至多 {most}</translation>
    </message>
    <message>
        <source>Enter takes part, at most {most} a day</source>
        <translation>按回车参加，每天最多 {most} 次</translation>
    </message>
    <message>
        <source>until {date}</source>
        <translation>至 {date}</translation>
    </message>
    <message>
        <source>free</source>
        <translation>免费</translation>
    </message>
    <message>
        <source>{points} points</source>
        <translation>{points} 分</translation>
    </message>
    <message>
        <source>free, then {points} points</source>
        <translation>先免费，后 {points} 分</translation>
    </message>
</context>
<context>
    <name>range</name>
    <message>
        <source>Waits for approval</source>
        <translation>待批准</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>已批准</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>Replaced by a newer one</source>
        <translation>已被更新的提案取代</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>已提案</translation>
    </message>
    <message>
        <source>Sent to the tills</source>
        <translation>已下发收银台</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>the store&apos;s own</source>
        <translation>本店自营</translation>
    </message>
    <message>
        <source>not sold here</source>
        <translation>本店不售</translation>
    </message>
    <message>
        <source>group {price}</source>
        <translation>集团价 {price}</translation>
    </message>
    <message>
        <source>Goods of this store&apos;s own</source>
        <translation>本店自营商品</translation>
    </message>
    <message>
        <source>A price of this store&apos;s own</source>
        <translation>本店自定价格</translation>
    </message>
    <message>
        <source>Not sold in this store</source>
        <translation>本店不售</translation>
    </message>
    <message>
        <source>As the group has it</source>
        <translation>按集团规定</translation>
    </message>
    <message>
        <source>Brand</source>
        <translation>品牌</translation>
    </message>
    <message>
        <source>Price here</source>
        <translation>本店价格</translation>
    </message>
    <message>
        <source>Group&apos;s price</source>
        <translation>集团价格</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>税率</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>货号</translation>
    </message>
    <message>
        <source>Barcode</source>
        <translation>条码</translation>
    </message>
    <message>
        <source>waits for {brands}</source>
        <translation>等待 {brands}</translation>
    </message>
    <message>
        <source>Sell it no more</source>
        <translation>不再销售</translation>
    </message>
    <message>
        <source>A price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Own goods</source>
        <translation>自营商品</translation>
    </message>
    <message>
        <source>An offer</source>
        <translation>优惠</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>门店</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>the group&apos;s again</source>
        <translation>恢复集团价</translation>
    </message>
    <message>
        <source>nobody has to</source>
        <translation>无需批准</translation>
    </message>
    <message>
        <source>Approves</source>
        <translation>批准方</translation>
    </message>
</context>
<context>
    <name>reasons</name>
    <message>
        <source>Coupon already used or locked</source>
        <translation>此券已使用或被锁定</translation>
    </message>
    <message>
        <source>Coupon has expired</source>
        <translation>此券已过期</translation>
    </message>
    <message>
        <source>Coupon belongs to another member</source>
        <translation>此券属于其他会员</translation>
    </message>
    <message>
        <source>Has not started yet</source>
        <translation>活动尚未开始</translation>
    </message>
    <message>
        <source>Has ended</source>
        <translation>活动已结束</translation>
    </message>
    <message>
        <source>Not in this store</source>
        <translation>本店不参加</translation>
    </message>
    <message>
        <source>Not at the till</source>
        <translation>收银台不适用</translation>
    </message>
    <message>
        <source>Not at this time of the week</source>
        <translation>当前时段不适用</translation>
    </message>
    <message>
        <source>Members only: scan the member code</source>
        <translation>会员专享：请扫会员码</translation>
    </message>
    <message>
        <source>For another member tier</source>
        <translation>会员等级不符</translation>
    </message>
    <message>
        <source>Needs a paid membership</source>
        <translation>需要付费会员</translation>
    </message>
    <message>
        <source>Only in the month of the birthday</source>
        <translation>仅限生日当月</translation>
    </message>
    <message>
        <source>First purchase only</source>
        <translation>仅限首次购买</translation>
    </message>
    <message>
        <source>Needs the connection: try again when connected</source>
        <translation>需要联网：恢复连接后再试</translation>
    </message>
    <message>
        <source>Not held by this till: needs the connection</source>
        <translation>本机未保留：联网后可用</translation>
    </message>
    <message>
        <source>Limit without connection is reached: try again when connected</source>
        <translation>断网次数已满：联网后再试</translation>
    </message>
    <message>
        <source>This member has used it up</source>
        <translation>该会员已用完次数</translation>
    </message>
    <message>
        <source>The campaign&apos;s budget is used up</source>
        <translation>活动预算已用完</translation>
    </message>
    <message>
        <source>No goods in the basket for it</source>
        <translation>购物篮中没有适用商品</translation>
    </message>
    <message>
        <source>{count} more to reach it</source>
        <translation>再买 {count} 件可用</translation>
    </message>
    <message>
        <source>Buy {amount} more to use it</source>
        <translation>再买 {amount} 可用</translation>
    </message>
    <message>
        <source>Saves nothing on this basket</source>
        <translation>本单用不上</translation>
    </message>
    <message>
        <source>Cannot be combined with {others}</source>
        <translation>不能与{others}同享</translation>
    </message>
    <message>
        <source>No longer reached after the other offers</source>
        <translation>其他优惠后未达门槛</translation>
    </message>
    <message>
        <source>Another choice saves more</source>
        <translation>有更优惠的组合</translation>
    </message>
    <message>
        <source>Already used at another till</source>
        <translation>已在另一门店或收银台使用</translation>
    </message>
    <message>
        <source>In use at another till: try again in some seconds</source>
        <translation>另一收银台正在使用：几秒后再试</translation>
    </message>
    <message>
        <source>Held by another till: try again in some seconds</source>
        <translation>由另一收银台保留：几秒后再试</translation>
    </message>
    <message>
        <source>The ledger does not know this coupon</source>
        <translation>总账中没有这张券</translation>
    </message>
    <message>
        <source>Scan the member&apos;s own code to use it</source>
        <translation>需扫会员本人的会员码</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Gift not there: click when it is there after all</source>
        <translation>赠品缺货未送：有货时点击恢复</translation>
    </message>
    <message>
        <source>Not chosen: pick it to use it</source>
        <translation>未选用，选中即可使用</translation>
    </message>
</context>
<context>
    <name>receipts</name>
    <message>
        <source>Not printed</source>
        <translation>未打印</translation>
    </message>
    <message>
        <source>Copies {count}</source>
        <translation>副本 {count}</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>会员</translation>
    </message>
</context>
<context>
    <name>returns</name>
    <message>
        <source>comes back: {quantity}</source>
        <translation>退回：{quantity}</translation>
    </message>
    <message>
        <source>all back</source>
        <translation>已全部退回</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>有损坏</translation>
    </message>
</context>
<context>
    <name>services</name>
    <message>
        <source>{count} points</source>
        <translation>{count} 积分</translation>
    </message>
    <message>
        <source>{left} of {total} left</source>
        <translation>剩 {left} / {total} 次</translation>
    </message>
    <message>
        <source>{count} used now</source>
        <translation>本次已用 {count} 次</translation>
    </message>
    <message>
        <source>used up</source>
        <translation>已用完</translation>
    </message>
    <message>
        <source>all given away</source>
        <translation>已兑完</translation>
    </message>
    <message>
        <source>Reward · {count} points are missing</source>
        <translation>可兑换 · 还差 {count} 积分</translation>
    </message>
    <message>
        <source>Reward · needs the connection</source>
        <translation>可兑换 · 需要联网</translation>
    </message>
    <message>
        <source>Reward · {count} left</source>
        <translation>可兑换 · 剩 {count} 件</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>可兑换</translation>
    </message>
    <message>
        <source>Gift to hand over</source>
        <translation>待交付赠品</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>An address looks like rtsp://192.168.1.60/stream.</source>
        <translation>地址形如 rtsp://192.168.1.60/stream。</translation>
    </message>
    <message>
        <source>Screen and language</source>
        <translation>屏幕与语言</translation>
    </message>
    <message>
        <source>Cameras and scanners</source>
        <translation>摄像头与扫码枪</translation>
    </message>
    <message>
        <source>Receipts and printer</source>
        <translation>小票与打印机</translation>
    </message>
    <message>
        <source>Cash drawer</source>
        <translation>钱箱</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>支付</translation>
    </message>
    <message>
        <source>Connection to the ledger</source>
        <translation>与总账的连接</translation>
    </message>
    <message>
        <source>Language of the screens</source>
        <translation>界面语言</translation>
    </message>
    <message>
        <source>Ctrl+T changes it at any time.</source>
        <translation>按 Ctrl+T 可随时切换。</translation>
    </message>
    <message>
        <source>Size of the text</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Letters, rows and key caps grow together.</source>
        <translation>文字、行高和按键提示一同放大。</translation>
    </message>
    <message>
        <source>Camera that reads codes</source>
        <translation>扫码摄像头</translation>
    </message>
    <message>
        <source>A number (0 is the first camera), a video file, or an address (rtsp://…). Empty for none.</source>
        <translation>填编号（0 为第一个摄像头）、视频文件或地址（rtsp://…）；留空为不用。</translation>
    </message>
    <message>
        <source>Receipt printer</source>
        <translation>小票打印机</translation>
    </message>
    <message>
        <source>Width of the receipt paper</source>
        <translation>小票纸宽</translation>
    </message>
    <message>
        <source>As it is written on the roll.</source>
        <translation>以纸卷上标注为准。</translation>
    </message>
    <message>
        <source>Language of the receipts</source>
        <translation>小票语言</translation>
    </message>
    <message>
        <source>Receipts, shift reports and their copies.</source>
        <translation>适用于小票、班次报表及其补打。</translation>
    </message>
    <message>
        <source>Print the receipt by itself</source>
        <translation>自动打印小票</translation>
    </message>
    <message>
        <source>As soon as the sale is complete; otherwise only when it is asked for.</source>
        <translation>交易完成后立即打印；关闭后仅在需要时打印。</translation>
    </message>
    <message>
        <source>Pin that opens the drawer</source>
        <translation>开钱箱针脚</translation>
    </message>
    <message>
        <source>Of the socket in the printer into which the drawer is plugged; most drawers take pin 2.</source>
        <translation>指打印机上钱箱接口的针脚；多数钱箱用 2。</translation>
    </message>
    <message>
        <source>no drawer</source>
        <translation>无钱箱</translation>
    </message>
    <message>
        <source>Wait for the ledger at payment</source>
        <translation>付款时等待总账答复</translation>
    </message>
    <message>
        <source>After that the sale goes on by the rules for a till without a connection.</source>
        <translation>超时后按离线规则继续收款。</translation>
    </message>
    <message>
        <source>Renew the till&apos;s key</source>
        <translation>更换本机密钥</translation>
    </message>
    <message>
        <source>The till makes itself a new key when its own is so many days old.</source>
        <translation>密钥使用满此天数后，本机自动生成新密钥。</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>Where the group&apos;s signed list of updates lies; empty for where the ledger says.</source>
        <translation>集团签发的更新清单的位置；留空则按总账指定的位置。</translation>
    </message>
    <message>
        <source>This is none of the choices: {choices}.</source>
        <translation>不在可选范围内：{choices}。</translation>
    </message>
    <message>
        <source>A whole number from {low} to {high} is needed.</source>
        <translation>请填 {low} 到 {high} 之间的整数。</translation>
    </message>
    <message>
        <source>At most {count} characters, all of which can be seen.</source>
        <translation>最多 {count} 个字符，且不能含不可见字符。</translation>
    </message>
    <message>
        <source>A whole number is needed.</source>
        <translation>请填整数。</translation>
    </message>
    <message>
        <source>A printer is tcp:HOST:PORT, usb:, serial:PORT or file:PATH.</source>
        <translation>打印机写作 tcp:主机:端口、usb:、serial:端口 或 file:路径。</translation>
    </message>
    <message>
        <source>Serial scanner</source>
        <translation>串口扫码枪</translation>
    </message>
    <message>
        <source>Its port, or usb:VENDOR:PRODUCT; empty for none. A scanner that types needs no setting.</source>
        <translation>端口名，或 usb:厂商号:产品号；留空则不用。键盘式扫码枪无需设置。</translation>
    </message>
    <message>
        <source>Speed of the scanner&apos;s port</source>
        <translation>扫码枪端口速度</translation>
    </message>
    <message>
        <source>As the scanner is set; with an adapter on USB any will do.</source>
        <translation>与扫码枪一致；USB 转接时任意。</translation>
    </message>
    <message>
        <source>What the scanner sends behind a code</source>
        <translation>扫码枪在码后发送</translation>
    </message>
    <message>
        <source>In any case a code is complete when nothing more comes.</source>
        <translation>无论如何，后面不再有字符时即视为完整。</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Sound at each scan</source>
        <translation>扫码提示音</translation>
    </message>
    <message>
        <source>A high one when it was read, a low one when it was refused.</source>
        <translation>成功为高音，被拒为低音。</translation>
    </message>
    <message>
        <source>tcp:HOST:PORT, usb: for the USB printer, serial:PORT:BAUD, file:PATH; empty for none.</source>
        <translation>网络 tcp:主机:端口，USB 填 usb:，串口 serial:端口:波特率，或 file:路径；留空则不用。</translation>
    </message>
    <message>
        <source>Window for the customer</source>
        <translation>顾客屏</translation>
    </message>
    <message>
        <source>Basket, savings and amount. Ctrl+S shows, moves or hides it at any time.</source>
        <translation>显示商品、节省和金额。按 Ctrl+S 可随时显示、移动或隐藏。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>on the second screen, when there is one</source>
        <translation>在第二块屏幕上（有的话）</translation>
    </message>
    <message>
        <source>in a window of its own</source>
        <translation>在单独的窗口里</translation>
    </message>
    <message>
        <source>The printer has no Chinese font</source>
        <translation>打印机没有中文字库</translation>
    </message>
    <message>
        <source>Chinese is then printed as a picture, drawn with a font of this machine: slower, and readable.</source>
        <translation>中文会用本机字体画成图片打印：较慢，但清晰可读。</translation>
    </message>
    <message>
        <source>Address of updates</source>
        <translation>更新地址</translation>
    </message>
    <message>
        <source>Key of updates</source>
        <translation>更新密钥</translation>
    </message>
    <message>
        <source>The public key that signs them, where this program was built without one.</source>
        <translation>更新的签名公钥；程序自带公钥时不使用此项。</translation>
    </message>
    <message>
        <source>A whole path begins with / or a drive: /mnt/backups.</source>
        <translation>完整路径以 / 或盘符开头，例如 /mnt/backups。</translation>
    </message>
    <message>
        <source>Backups and updates</source>
        <translation>备份与更新</translation>
    </message>
    <message>
        <source>Folder of the daily backups</source>
        <translation>每日备份的文件夹</translation>
    </message>
    <message>
        <source>A whole path, best on another disk; empty for a folder beside the till&apos;s data.</source>
        <translation>完整路径，最好在另一块磁盘上；留空则放在收银数据旁边。</translation>
    </message>
    <message>
        <source>Daily backups that are kept</source>
        <translation>保留的每日备份份数</translation>
    </message>
    <message>
        <source>The oldest goes when a newer one was written and read back.</source>
        <translation>新的备份写好并读回无误后，才删除最旧的一份。</translation>
    </message>
</context>
<context>
    <name>suggestions</name>
    <message>
        <source>No suggestions: the ledger has not learned from purchases yet</source>
        <translation>暂无推荐：总账尚未从购买记录中学习</translation>
    </message>
    <message>
        <source>No suggestions: the member does not want any</source>
        <translation>暂无推荐：会员不希望收到推荐</translation>
    </message>
    <message>
        <source>No suggestions: nothing was bought yet that goes with anything</source>
        <translation>暂无推荐：还没有可参考的购买</translation>
    </message>
    <message>
        <source>No suggestions: what would fit is not in stock here</source>
        <translation>暂无推荐：适合的商品本店无货</translation>
    </message>
    <message>
        <source>goes with {name}</source>
        <translation>搭配 {name}</translation>
    </message>
    <message>
        <source>bought {day}: {name}</source>
        <translation>{day}买过 {name}</translation>
    </message>
    <message>
        <source>bought {day}, used up about now</source>
        <translation>{day}买过，差不多用完了</translation>
    </message>
    <message>
        <source>fits {coupon}, which ends {day}</source>
        <translation>可用 {coupon}，{day}到期</translation>
    </message>
    <message>
        <source>never bought in {category}</source>
        <translation>还没买过{category}</translation>
    </message>
    <message>
        <source>what most members buy now</source>
        <translation>近期会员最常购买</translation>
    </message>
    <message>
        <source>what most members buy now in {category}</source>
        <translation>近期会员最常购买的{category}</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>on {weekday}</source>
        <translation>{weekday}</translation>
    </message>
    <message>
        <source>on {date}</source>
        <translation>{date}</translation>
    </message>
</context>
<context>
    <name>today</name>
    <message>
        <source>Member</source>
        <translation>会员</translation>
    </message>
    <message>
        <source>Reading the members …</source>
        <translation>正在读取会员…</translation>
    </message>
    <message>
        <source>My members</source>
        <translation>我的会员</translation>
    </message>
    <message>
        <source>Whole store</source>
        <translation>全店</translation>
    </message>
    <message>
        <source>Quiet hours: nobody is contacted before {time}</source>
        <translation>免打扰时段：{time} 之前不联系任何人</translation>
    </message>
    <message>
        <source>To contact: {count}</source>
        <translation>待联系：{count}</translation>
    </message>
    <message>
        <source>Guide: {name}</source>
        <translation>导购：{name}</translation>
    </message>
    <message>
        <source>No guide yet; today with {name}</source>
        <translation>尚无导购；今日由 {name} 跟进</translation>
    </message>
    <message>
        <source>No guide yet</source>
        <translation>尚无导购</translation>
    </message>
    <message>
        <source>Put off by {name}. {note}</source>
        <translation>由 {name} 推迟。{note}</translation>
    </message>
    <message>
        <source>No phone</source>
        <translation>无电话</translation>
    </message>
    <message>
        <source>Members as of {age}.</source>
        <translation>会员资料更新于{age}。</translation>
    </message>
    <message>
        <source>want no contact: {count}</source>
        <translation>不愿被联系 {count}</translation>
    </message>
    <message>
        <source>contacted lately: {count}</source>
        <translation>近期已联系 {count}</translation>
    </message>
    <message>
        <source>done: {count}</source>
        <translation>已办 {count}</translation>
    </message>
    <message>
        <source>Not listed: {who}.</source>
        <translation>未列出：{who}。</translation>
    </message>
    <message>
        <source>The group has set no rules yet</source>
        <translation>集团尚未设定规则</translation>
    </message>
    <message>
        <source>Head office says whom guides contact and why. Until then, look for a member by name (Ctrl+M).</source>
        <translation>由总部设定联系谁、为什么联系。在此之前可按姓名查找会员（Ctrl+M）。</translation>
    </message>
    <message>
        <source>No members have come yet</source>
        <translation>会员资料尚未到达</translation>
    </message>
    <message>
        <source>They come with the first sync. See the connection page (Ctrl+3).</source>
        <translation>首次同步后即可看到，见同步页（Ctrl+3）。</translation>
    </message>
    <message>
        <source>All done for today</source>
        <translation>今日已全部办完</translation>
    </message>
    <message>
        <source>What was put off comes again on its day. Well done.</source>
        <translation>推迟的会在到期日再次出现。辛苦了。</translation>
    </message>
    <message>
        <source>Nobody of yours to contact today</source>
        <translation>今天没有需要你联系的会员</translation>
    </message>
    <message>
        <source>F4 shows the whole store&apos;s list. New members become yours with F7.</source>
        <translation>按 F4 查看全店名单；按 F7 可跟进新会员。</translation>
    </message>
    <message>
        <source>Nobody to contact today</source>
        <translation>今天没有需要联系的会员</translation>
    </message>
    <message>
        <source>No reason holds today. New ones come by themselves, every day.</source>
        <translation>今天没有符合规则的会员，名单每天自动更新。</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>另 {count} 条</translation>
    </message>
    <message>
        <source>Birthday tomorrow</source>
        <translation>明天生日</translation>
    </message>
    <message>
        <source>Birthday today</source>
        <translation>今天生日</translation>
    </message>
    <message>
        <source>{points} points end today</source>
        <translation>{points} 积分今天到期</translation>
    </message>
    <message>
        <source>{points} points end tomorrow</source>
        <translation>{points} 积分明天到期</translation>
    </message>
    <message>
        <source>{amount} are missing for {tier}</source>
        <translation>距{tier}还差 {amount}</translation>
    </message>
    <message>
        <source>Joined on {joined_on}</source>
        <translation>{joined_on}入会</translation>
    </message>
    <message>
        <source>Waits for {goods}: {pieces} here now</source>
        <translation>想要的{goods}到货：现有 {pieces} 件</translation>
    </message>
    <message>
        <source>{goods} should be used up on {day}</source>
        <translation>{goods}预计{day}用完</translation>
    </message>
    <message>
        <source>Segment: at risk of leaving. Last purchase on {last_on}.</source>
        <translation>会员分层：流失风险。上次购买：{last_on}。</translation>
    </message>
    <message>
        <source>Somebody new: say hello in the first days.</source>
        <translation>新会员：请在头几天打个招呼。</translation>
    </message>
    <message>
        <source>Birthday on {day}.</source>
        <translation>生日：{day}。</translation>
    </message>
    <message>
        <source>Last purchase on {last_on}.</source>
        <translation>上次购买：{last_on}。</translation>
    </message>
    <message>
        <source>Counted by the purchases of the program {program}.</source>
        <translation>按{program}的累计消费计算。</translation>
    </message>
    <message>
        <source>Points of {program}, good until {day}.</source>
        <translation>{program}积分，有效期至{day}。</translation>
    </message>
    <message>
        <source>Asked for it on {since}.</source>
        <translation>{since}登记想要。</translation>
    </message>
    <message>
        <source>Bought on {bought_on}.</source>
        <translation>购买日期：{bought_on}。</translation>
    </message>
    <message>
        <source>Bought on {day}.</source>
        <translation>购买日期：{day}。</translation>
    </message>
    <message>
        <source>{brand}: quiet since {since}. Last purchase on {last_on}.</source>
        <translation>{brand}：自{since}起沉睡，上次购买{last_on}。</translation>
    </message>
    <message>
        <source>Wants no contact: nobody may call or write.</source>
        <translation>不愿被联系：任何人不得致电或发消息。</translation>
    </message>
    <message>
        <source>Contacted this week: {count} of at most {most}.</source>
        <translation>一周内已联系 {count} 次，最多 {most} 次。</translation>
    </message>
    <message>
        <source>No more until it is a week ago; who is in the store may be told.</source>
        <translation>满一周之前不能再联系；人在店里时可以当面告知。</translation>
    </message>
</context>
<context>
    <name>wallets</name>
    <message>
        <source>WeChat Pay</source>
        <translation>微信支付</translation>
    </message>
    <message>
        <source>Alipay</source>
        <translation>支付宝</translation>
    </message>
    <message>
        <source>A basket that waited is paid: {amount} by {wallet}, receipt {receipt}.</source>
        <translation>等待中的一单已付款：{wallet} {amount}，小票 {receipt}。</translation>
    </message>
    <message>
        <source>The sale is complete and in the journal.</source>
        <translation>此笔销售已完成并写入流水。</translation>
    </message>
    <message>
        <source>It waits in the list of open payments: fetch it there, or void it.</source>
        <translation>此单在待付列表里：可取回，或作废。</translation>
    </message>
    <message>
        <source>It waits in the list of open payments (Ctrl+8): try again there, or give it in cash.</source>
        <translation>它在待付列表（Ctrl+8）中等待：可在那里重试，或改退现金。</translation>
    </message>
    <message>
        <source>{amount} is paid by {wallet}; {rest} remains.</source>
        <translation>{wallet}已付 {amount}，还需 {rest}。</translation>
    </message>
    <message>
        <source>It goes back by itself if this sale does not come about.</source>
        <translation>如果这笔交易没有完成，这笔钱会自动退回。</translation>
    </message>
    <message>
        <source>A part of a basket that waits is paid: {amount} by {wallet}.</source>
        <translation>一个等待中的购物篮已付一部分：{wallet} {amount}。</translation>
    </message>
    <message>
        <source>A payment was under way when the program ended: {amount} by {wallet}.</source>
        <translation>程序中断时有一笔付款没有结果：{wallet} {amount}。</translation>
    </message>
    <message>
        <source>{count} payments by wallets have no answer yet, the last one {amount} by {wallet}.</source>
        <translation>有 {count} 笔钱包付款还没有结果，最后一笔是{wallet} {amount}。</translation>
    </message>
    <message>
        <source>It is asked for, and paid once at most: do not take this money again.</source>
        <translation>系统会一直查询，最多只付一次：不要再收这笔钱。</translation>
    </message>
    <message>
        <source>Its basket waits in the list of open payments (Ctrl+8).</source>
        <translation>这一单在待付列表（Ctrl+8）里等结果。</translation>
    </message>
    <message>
        <source>Fetch it from the list of open payments for the rest, or void it.</source>
        <translation>请从待付列表取回并收余额，或作废。</translation>
    </message>
</context>
</TS>
