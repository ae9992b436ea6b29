<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="en">
<context>
    <name>AccountsPanel</name>
    <message>
        <source>Who pays, who earns</source>
        <translation>誰承擔、誰得益</translation>
    </message>
    <message>
        <source>Who pays and who earns, line by line</source>
        <translation>逐行檢視誰承擔、誰得益</translation>
    </message>
    <message>
        <source>Commission is provisional until the ledger has the sale.</source>
        <translation>總帳收到銷售前，提成為暫計。</translation>
    </message>
    <message>
        <source>own goods</source>
        <translation>自營商品</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>點數</translation>
    </message>
    <message>
        <source>{offer}: {party} pays</source>
        <translation>{offer}：{party}承擔</translation>
    </message>
    <message>
        <source>{name} earns, {party} pays it</source>
        <translation>{name}提成，由{party}支付</translation>
    </message>
    <message>
        <source>the store</source>
        <translation>門市</translation>
    </message>
    <message>
        <source>the group</source>
        <translation>集團</translation>
    </message>
    <message>
        <source>points</source>
        <translation>點數</translation>
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
        <translation>這一步需要店長授權</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Number or badge</source>
        <translation>員工編號或掃員工證</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>密碼</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>授權</translation>
    </message>
    <message>
        <source>May allow it: {names}</source>
        <translation>可授權：{names}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>正在驗證…</translation>
    </message>
</context>
<context>
    <name>AskedOnce</name>
    <message>
        <source>Print the slip again</source>
        <translation>重新列印憑證</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>再次詢問</translation>
    </message>
</context>
<context>
    <name>AuditPresenter</name>
    <message>
        <source>All kinds</source>
        <translation>全部類型</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>全部人員</translation>
    </message>
    <message>
        <source>All days</source>
        <translation>全部日期</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>授權</translation>
    </message>
    <message>
        <source>Manual prices</source>
        <translation>手工改價</translation>
    </message>
    <message>
        <source>Voids and removals</source>
        <translation>作廢與移除</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>退貨</translation>
    </message>
    <message>
        <source>Cash movements</source>
        <translation>現金進出</translation>
    </message>
    <message>
        <source>Sign-ins</source>
        <translation>登入與登出</translation>
    </message>
    <message>
        <source>Wrong PINs</source>
        <translation>密碼錯誤</translation>
    </message>
    <message>
        <source>Nobody known</source>
        <translation>未知員工編號</translation>
    </message>
    <message>
        <source>approved by {name}</source>
        <translation>授權人 {name}</translation>
    </message>
    <message>
        <source>list price again</source>
        <translation>恢復原價</translation>
    </message>
    <message>
        <source>manual price</source>
        <translation>手工改價</translation>
    </message>
    <message>
        <source>cash instead of a wallet&apos;s refund</source>
        <translation>錢包退款改付現金</translation>
    </message>
    <message>
        <source>refund set down by hand</source>
        <translation>手工登記退款</translation>
    </message>
    <message>
        <source>till locked itself</source>
        <translation>收銀台自動鎖定</translation>
    </message>
    <message>
        <source>signed out, program closed</source>
        <translation>退出（程式關閉）</translation>
    </message>
    <message>
        <source>signed out</source>
        <translation>登出</translation>
    </message>
    <message>
        <source>asked for a manager&apos;s word</source>
        <translation>請店長授權</translation>
    </message>
    <message>
        <source>goods at a typed price</source>
        <translation>無條碼商品手工定價</translation>
    </message>
    <message>
        <source>basket voided</source>
        <translation>整單作廢</translation>
    </message>
    <message>
        <source>goods taken out of a basket</source>
        <translation>結帳前移除商品</translation>
    </message>
    <message>
        <source>cash moved</source>
        <translation>現金進出</translation>
    </message>
    <message>
        <source>goods came back</source>
        <translation>退貨</translation>
    </message>
    <message>
        <source>signed in</source>
        <translation>登入</translation>
    </message>
    <message>
        <source>wrong PIN</source>
        <translation>密碼錯誤</translation>
    </message>
    <message>
        <source>locked for {seconds} s</source>
        <translation>鎖定 {seconds} 秒</translation>
    </message>
    <message>
        <source>{count} in a row</source>
        <translation>連續 {count} 次</translation>
    </message>
    <message>
        <source>a manual price</source>
        <translation>手工改價</translation>
    </message>
    <message>
        <source>a manual price beyond the limits</source>
        <translation>超出權限的改價</translation>
    </message>
    <message>
        <source>goods that nobody knows</source>
        <translation>無條碼商品</translation>
    </message>
    <message>
        <source>voiding a large basket</source>
        <translation>大額購物籃作廢</translation>
    </message>
    <message>
        <source>a return without receipt</source>
        <translation>無收據退貨</translation>
    </message>
    <message>
        <source>a return</source>
        <translation>退貨</translation>
    </message>
    <message>
        <source>a refund in cash</source>
        <translation>改用現金退款</translation>
    </message>
    <message>
        <source>voiding a sale</source>
        <translation>作廢整筆銷售</translation>
    </message>
    <message>
        <source>a pay-out</source>
        <translation>取出現金</translation>
    </message>
    <message>
        <source>opening the drawer</source>
        <translation>開啟錢櫃</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>setting changed</source>
        <translation>更改了設定</translation>
    </message>
    <message>
        <source>changing a setting</source>
        <translation>更改設定</translation>
    </message>
    <message>
        <source>a payment settled by hand</source>
        <translation>人工登記付款結果</translation>
    </message>
    <message>
        <source>till closed at this computer</source>
        <translation>收銀台在本機關閉</translation>
    </message>
    <message>
        <source>closing this till</source>
        <translation>關閉收銀台</translation>
    </message>
</context>
<context>
    <name>AuditView</name>
    <message>
        <source>Audit list</source>
        <translation>操作稽核</translation>
    </message>
    <message>
        <source>Nothing of this kind at this till.</source>
        <translation>本收銀台沒有這類記錄。</translation>
    </message>
    <message>
        <source>Kind: {what}</source>
        <translation>類型：{what}</translation>
    </message>
    <message>
        <source>Person: {what}</source>
        <translation>人員：{what}</translation>
    </message>
    <message>
        <source>Day: {what}</source>
        <translation>日期：{what}</translation>
    </message>
    <message>
        <source>Older entries are left out: choose a day.</source>
        <translation>更早的記錄未顯示：請選擇日期。</translation>
    </message>
    <message>
        <source>← → another day</source>
        <translation>← → 換一天</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this message</source>
        <translation>關閉提示</translation>
    </message>
</context>
<context>
    <name>BasketCodeActions</name>
    <message>
        <source>{read} of {parts} codes of the basket are read.</source>
        <translation>掛單碼已讀 {read}/{parts} 個。</translation>
    </message>
    <message>
        <source>Scan the next one.</source>
        <translation>請掃下一個。</translation>
    </message>
    <message>
        <source>The basket of till {till} is here.</source>
        <translation>收銀台 {till} 的掛單已接到這裡。</translation>
    </message>
</context>
<context>
    <name>BasketCodePanel</name>
    <message>
        <source>The basket as a code</source>
        <translation>掛單碼</translation>
    </message>
    <message>
        <source>Scan it at the till where the shopper pays. It names the member by a number alone.</source>
        <translation>請在顧客付款的收銀台掃此碼。碼中只有會員編號，沒有姓名和電話。</translation>
    </message>
    <message>
        <source>Next code</source>
        <translation>下一個碼</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Code {number} of {count}: every one is to be scanned, in any order.</source>
        <translation>第 {number} 個，共 {count} 個：每個都要掃，順序不限。</translation>
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
        <translation>購物籃</translation>
    </message>
    <message>
        <source>Lines of the basket</source>
        <translation>購物籃明細</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>數量</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove the selected line</source>
        <translation>移除選中的商品</translation>
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
        <translation>商品合計</translation>
    </message>
    <message>
        <source>Member prices and offers</source>
        <translation>會員價與活動優惠</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Coupons · {names}</source>
        <translation>優惠券 · {names}</translation>
    </message>
    <message numerus="yes">
        <source>Points · {points} points</source>
        <translation>
            <numerusform>點數折抵 · {points} 點</numerusform>
        </translation>
    </message>
    <message>
        <source>Press again to void</source>
        <translation>再按一次作廢</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>整單作廢</translation>
    </message>
    <message>
        <source>Void the whole basket</source>
        <translation>作廢整個購物籃</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>改價</translation>
    </message>
    <message>
        <source>Manual price or discount</source>
        <translation>手工改價或優惠</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>備註</translation>
    </message>
    <message>
        <source>Note to the line or the sale</source>
        <translation>商品或整單備註</translation>
    </message>
    <message>
        <source>Manual discounts</source>
        <translation>手工優惠</translation>
    </message>
    <message>
        <source>Note: {text}</source>
        <translation>備註：{text}</translation>
    </message>
    <message>
        <source>Served by {names}</source>
        <translation>銷售顧問 {names}</translation>
    </message>
    <message>
        <source>Served by nobody</source>
        <translation>銷售顧問 無</translation>
    </message>
    <message>
        <source>Park</source>
        <translation>掛單</translation>
    </message>
    <message>
        <source>Park the basket</source>
        <translation>掛起這一單</translation>
    </message>
    <message>
        <source>Gift cards and top-ups</source>
        <translation>禮品卡和儲值</translation>
    </message>
</context>
<context>
    <name>BenefitActions</name>
    <message>
        <source>Points to spend</source>
        <translation>使用點數</translation>
    </message>
    <message>
        <source>The gift {name} is out of stock here.</source>
        <translation>贈品「{name}」本店缺貨。</translation>
    </message>
    <message>
        <source>Del leaves it out; F12 again goes on with it.</source>
        <translation>按 Del 不送；再按 F12 照常送出並收款。</translation>
    </message>
    <message>
        <source>{offer} applies by itself.</source>
        <translation>「{offer}」已自動享受。</translation>
    </message>
    <message>
        <source>Only coupons are chosen by hand.</source>
        <translation>只有優惠券可以手動選擇。</translation>
    </message>
    <message>
        <source>{offer} cannot be used now.</source>
        <translation>「{offer}」現在不能使用。</translation>
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
        <translation>檢視案件</translation>
    </message>
    <message>
        <source>Close the case</source>
        <translation>結案</translation>
    </message>
    <message>
        <source>Facts of the case</source>
        <translation>案件詳情</translation>
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
        <translation>備註：原因（必填）</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>備註</translation>
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
        <translation>無人接手</translation>
    </message>
    <message>
        <source>Anyone</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>全部類型</translation>
    </message>
    <message>
        <source>as of {age}</source>
        <translation>資料時間：{age}</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>未連線</translation>
    </message>
    <message>
        <source>older first, more follow</source>
        <translation>先列最早的，後面還有</translation>
    </message>
    <message>
        <source>more may come</source>
        <translation>可能還有新的</translation>
    </message>
    <message>
        <source>The cases of this store are shown when the ledger knows who asks.</source>
        <translation>總帳確認您的身分後，才顯示本店的案件。</translation>
    </message>
    <message>
        <source>Asking the ledger …</source>
        <translation>正在詢問總帳…</translation>
    </message>
    <message>
        <source>Nothing was listed yet.</source>
        <translation>還沒有列出內容。</translation>
    </message>
    <message>
        <source>No case of this kind. What the ledger cannot decide alone appears here.</source>
        <translation>沒有這樣的案件。總帳不能自行決定的事會出現在這裡。</translation>
    </message>
    <message>
        <source>The case is closed.</source>
        <translation>案件已結案。</translation>
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
        <translation>請在左側選擇案件，按 Enter 鍵檢視。</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查詢</translation>
    </message>
    <message>
        <source>Own range</source>
        <translation>自營</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>狀態</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>負責人</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>類型</translation>
    </message>
    <message>
        <source>Own goods and prices of this store</source>
        <translation>本店自營商品與價格</translation>
    </message>
    <message>
        <source>{person}: type your PIN once more. The ledger asks who looks at cases.</source>
        <translation>{person}：請再輸一次密碼，總帳要確認由誰檢視案件。</translation>
    </message>
    <message>
        <source>Open the cases</source>
        <translation>開啟案件</translation>
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
        <translation>會員</translation>
    </message>
    <message>
        <source>Coupon</source>
        <translation>優惠券</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>收據</translation>
    </message>
    <message>
        <source>Badge</source>
        <translation>員工卡</translation>
    </message>
    <message>
        <source>Basket</source>
        <translation>掛單</translation>
    </message>
    <message>
        <source>Join code</source>
        <translation>入會碼</translation>
    </message>
    <message>
        <source>Weight of {name}</source>
        <translation>重量：{name}</translation>
    </message>
    <message>
        <source>The gift receipt is printed.</source>
        <translation>禮品收據已列印。</translation>
    </message>
    <message>
        <source>Payment code</source>
        <translation>付款碼</translation>
    </message>
    <message numerus="yes">
        <source>{count} pieces of what follows</source>
        <translation>
            <numerusform>接下來的商品 × {count}</numerusform>
        </translation>
    </message>
    <message>
        <source>Gift card</source>
        <translation>禮品卡</translation>
    </message>
    <message>
        <source>Rain check</source>
        <translation>缺貨券</translation>
    </message>
    <message>
        <source>The goods</source>
        <translation>是商品</translation>
    </message>
    <message>
        <source>The member</source>
        <translation>是會員</translation>
    </message>
    <message>
        <source>Which is it?</source>
        <translation>是哪一個？</translation>
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
        <translation>{name} 已在 {time} 簽到。</translation>
    </message>
    <message>
        <source>Welcome, {name}.</source>
        <translation>歡迎，{name}。</translation>
    </message>
    <message>
        <source>Join with {name}</source>
        <translation>掃碼加入，由 {name} 服務</translation>
    </message>
    <message>
        <source>Code {code}. Scan it, or type it when somebody joins: they are {name}&apos;s member then.</source>
        <translation>邀請碼 {code}。入會時掃碼或輸入，新會員即歸 {name} 服務。</translation>
    </message>
    <message>
        <source>Not one of this store&apos;s guides any more: hand their members over.</source>
        <translation>已不是本店銷售顧問：請移交其會員。</translation>
    </message>
    <message>
        <source>Guides and their members</source>
        <translation>銷售顧問與會員</translation>
    </message>
    <message>
        <source>The arrows show another guide&apos;s code.</source>
        <translation>按上下鍵顯示其他銷售顧問的邀請碼。</translation>
    </message>
    <message>
        <source>This store has no guides. The ledger says who is one.</source>
        <translation>本店沒有銷售顧問。銷售顧問名單由總帳下發。</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>移交會員</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>活動</translation>
    </message>
    <message>
        <source>no guide here any more</source>
        <translation>已不是本店銷售顧問</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Spread over {names} by what each has already. Their tasks follow.</source>
        <translation>按各自已有會員數分配給 {names}，待辦隨會員一起移交。</translation>
    </message>
    <message>
        <source>Who takes over from {name}?</source>
        <translation>誰接手 {name} 的會員？</translation>
    </message>
    <message>
        <source>A digit chooses one guide or several, Enter hands over, Esc goes back.</source>
        <translation>按數字選擇一位或多位銷售顧問，Enter 鍵移交，Esc 返回。</translation>
    </message>
    <message>
        <source>Nobody else is a guide in this store.</source>
        <translation>本店沒有其他銷售顧問。</translation>
    </message>
    <message>
        <source>Nobody is chosen yet.</source>
        <translation>還沒有選擇。</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>至 {time}</translation>
    </message>
    <message>
        <source>Events that run now</source>
        <translation>正在進行的活動</translation>
    </message>
    <message>
        <source>A digit opens the door of one, Esc goes back.</source>
        <translation>按數字開始簽到，Esc 返回。</translation>
    </message>
    <message>
        <source>No event runs now.</source>
        <translation>現在沒有活動。</translation>
    </message>
    <message>
        <source>Check-in</source>
        <translation>簽到</translation>
    </message>
    <message>
        <source>Members are let in by their code or card, also without a connection.</source>
        <translation>會員憑會員碼或會員卡簽到，斷線時也可以。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>by code</source>
        <translation>會員碼</translation>
    </message>
    <message>
        <source>by card</source>
        <translation>會員卡</translation>
    </message>
    <message>
        <source>by search</source>
        <translation>查詢</translation>
    </message>
    <message>
        <source>Scan members&apos; codes. Who was let in at other tills is at the ledger. Esc closes the door.</source>
        <translation>請掃會員碼。其他收銀台的簽到在總帳檢視。Esc 結束簽到。</translation>
    </message>
    <message>
        <source>Nobody came yet. Scan the first member&apos;s code.</source>
        <translation>還沒有人簽到。請掃第一位會員的會員碼。</translation>
    </message>
    <message>
        <source>Came here</source>
        <translation>本機簽到</translation>
    </message>
    <message>
        <source>Each member counts once, however often they show their code.</source>
        <translation>每位會員只計一次，重複掃碼不會多計。</translation>
    </message>
    <message>
        <source>Handed over: {names}.</source>
        <translation>已移交：{names}。</translation>
    </message>
    <message numerus="yes">
        <source>{count} members</source>
        <translation>
            <numerusform>{count} 位會員</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClosedPresenter</name>
    <message>
        <source>Code that the new computer shows</source>
        <translation>新電腦顯示的代碼</translation>
    </message>
    <message>
        <source>The till moves in this file</source>
        <translation>搬遷所用的檔案</translation>
    </message>
    <message>
        <source>Write the journal to this file</source>
        <translation>把流水帳寫入此檔案</translation>
    </message>
    <message numerus="yes">
        <source>{count} entries are in {path}.</source>
        <translation>
            <numerusform>已把 {count} 條記錄寫入 {path}。</numerusform>
        </translation>
    </message>
    <message>
        <source>Only the ledger can read it. This computer keeps everything too.</source>
        <translation>只有總帳能讀取，本機也保留全部內容。</translation>
    </message>
    <message>
        <source>When the office has read it in, this computer needs the ledger&apos;s word once before it is wiped.</source>
        <translation>辦公室讀入後，本機還需與總帳聯絡一次，才會清除。</translation>
    </message>
    <message>
        <source>Nothing was wiped: this computer keeps everything.</source>
        <translation>未清除任何資料：本機保留全部內容。</translation>
    </message>
    <message>
        <source>Check the network, then try again.</source>
        <translation>請檢查網路，然後重試。</translation>
    </message>
</context>
<context>
    <name>ClosedView</name>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>Export to USB stick</source>
        <translation>匯出到隨身碟</translation>
    </message>
    <message>
        <source>Write the file again</source>
        <translation>重新寫入檔案</translation>
    </message>
    <message>
        <source>Till {till}</source>
        <translation>收銀台 {till}</translation>
    </message>
    <message>
        <source>This till has moved</source>
        <translation>本收銀台已搬走</translation>
    </message>
    <message>
        <source>{name} goes on at another computer. This one sells no more.</source>
        <translation>{name} 在另一台電腦上繼續，本機不再收銀。</translation>
    </message>
    <message>
        <source>This computer is being reset</source>
        <translation>本機正在重置</translation>
    </message>
    <message>
        <source>{name} sells no more at this computer.</source>
        <translation>{name} 不再在本機收銀。</translation>
    </message>
    <message>
        <source>Write this code down: it opens the file, and is shown only now.</source>
        <translation>請抄下此代碼：它用於開啟檔案，只顯示這一次。</translation>
    </message>
    <message>
        <source>Start OneTill at the new computer and press F7 there: it asks for the file and the code. Nothing is lost meanwhile: this computer keeps everything, too.</source>
        <translation>請在新電腦上啟動 OneTill 並按 F7，然後輸入檔案和代碼。其間不會丟失資料：本機也保留全部內容。</translation>
    </message>
    <message>
        <source>The file is being written …</source>
        <translation>正在寫入檔案…</translation>
    </message>
    <message>
        <source>The file is not written yet. Nothing is lost: write it again, to another stick if need be.</source>
        <translation>檔案尚未寫入。沒有丟失資料：請重新寫入，必要時換一個隨身碟。</translation>
    </message>
    <message>
        <source>When the till has arrived at the new computer, it shows a short code. Type that code here to wipe this computer. Until then it keeps everything.</source>
        <translation>收銀台到達新電腦後，新電腦會顯示一個短代碼。在此輸入該代碼即可清除本機；在此之前本機保留全部內容。</translation>
    </message>
    <message numerus="yes">
        <source>Before anything is wiped, the ledger gets what it does not have yet: {count} entries. Connect this computer, then go on.</source>
        <translation>
            <numerusform>清除之前，先把總帳還沒有的 {count} 條記錄送達。請連線網路，然後繼續。</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything is at the ledger. What is left is to wipe it here.</source>
        <translation>全部記錄已到達總帳，只剩清除本機資料。</translation>
    </message>
    <message>
        <source>Wiping …</source>
        <translation>正在清除…</translation>
    </message>
    <message>
        <source>Wipe this computer</source>
        <translation>清除本機</translation>
    </message>
    <message>
        <source>Sending …</source>
        <translation>正在傳送…</translation>
    </message>
    <message>
        <source>Send and wipe</source>
        <translation>送達並清除</translation>
    </message>
</context>
<context>
    <name>ConnectionPresenter</name>
    <message>
        <source>Asked the ledger now; the answer will show here.</source>
        <translation>已請求立即同步，結果會顯示在此頁。</translation>
    </message>
    <message>
        <source>Write the journal to this file</source>
        <translation>把流水帳寫入此檔案</translation>
    </message>
    <message numerus="yes">
        <source>{count} entries are in {path}.</source>
        <translation>
            <numerusform>已把 {count} 條記錄寫入 {path}。</numerusform>
        </translation>
    </message>
    <message>
        <source>Only the ledger can read it. This till keeps everything too.</source>
        <translation>只有總帳能讀取，本機也保留全部記錄。</translation>
    </message>
    <message>
        <source>Take the stick to the office; nothing is counted twice when the line is back.</source>
        <translation>請把隨身碟帶到總部；恢復連線後不會重複入帳。</translation>
    </message>
    <message>
        <source>Checking this till: files, journal, devices and line. Selling goes on meanwhile.</source>
        <translation>正在檢查本機：檔案、流水帳、裝置和線路。收銀照常進行。</translation>
    </message>
    <message>
        <source>Write the support bundle to this file</source>
        <translation>把支援包寫入此檔案</translation>
    </message>
    <message>
        <source>The support bundle is in {path}.</source>
        <translation>支援包在 {path}。</translation>
    </message>
    <message>
        <source>Names, phones, cards, receipts and keys are not in it.</source>
        <translation>其中沒有姓名、電話、卡號、收據和金鑰。</translation>
    </message>
    <message>
        <source>Send it to the office, or to whoever helps.</source>
        <translation>請發給總部或協助處理的人。</translation>
    </message>
</context>
<context>
    <name>ConnectionView</name>
    <message>
        <source>What has come in, and when</source>
        <translation>各類資料最近更新時間</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>never</source>
        <translation>從未</translation>
    </message>
    <message>
        <source>Entries waiting</source>
        <translation>待上傳記錄</translation>
    </message>
    <message>
        <source>Oldest of them</source>
        <translation>其中最早的一條</translation>
    </message>
    <message>
        <source>Ledger last answered</source>
        <translation>總帳最近一次回應</translation>
    </message>
    <message>
        <source>Suspended by the ledger</source>
        <translation>已被總帳暫停</translation>
    </message>
    <message>
        <source>Two journals claim to be this till&apos;s. Sales go on and are kept; call the office now.</source>
        <translation>有兩份流水帳都自稱來自本收銀台。可以繼續收銀，記錄會保留；請立即聯絡總部。</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未連線</translation>
    </message>
    <message>
        <source>Selling goes on as usual. Everything is kept in this till and sent when the line is back.</source>
        <translation>可照常收銀。所有記錄都儲存在本機，恢復連線後自動上傳。</translation>
    </message>
    <message>
        <source>Connected, but something is wrong</source>
        <translation>已連線，但有問題需要處理</translation>
    </message>
    <message>
        <source>Selling goes on as usual, and everything is kept in this till.</source>
        <translation>可照常收銀，所有記錄都儲存在本收銀台。</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已連線</translation>
    </message>
    <message>
        <source>Sending what waits. Selling goes on meanwhile.</source>
        <translation>正在上傳待傳記錄，收銀不受影響。</translation>
    </message>
    <message>
        <source>Everything this till has done is at the ledger.</source>
        <translation>本收銀台的所有記錄都已到達總帳。</translation>
    </message>
    <message>
        <source>Since {time} ({age}).</source>
        <translation>自 {time} 起（{age}）。</translation>
    </message>
    <message>
        <source>Next try within {count} s.</source>
        <translation>{count} 秒內自動重試。</translation>
    </message>
    <message numerus="yes">
        <source>{count} entries were set aside by the ledger: tell the office.</source>
        <translation>
            <numerusform>有 {count} 條記錄被總帳擱置，請告知總部。</numerusform>
        </translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未收到</translation>
    </message>
    <message>
        <source>Offers that break the contract and are not used: {count}. The ledger is told.</source>
        <translation>不符合規則、本機不使用的優惠：{count} 個。總部會收到通知。</translation>
    </message>
    <message>
        <source>{offer}, version {version}: at {path}, expected {expected}</source>
        <translation>{offer} 第 {version} 版：{path} 處應為 {expected}</translation>
    </message>
    <message>
        <source>Receiving: {coming}. Selling goes on meanwhile.</source>
        <translation>正在接收：{coming}。銷售照常進行。</translation>
    </message>
    <message>
        <source>Running low at this till&apos;s pace</source>
        <translation>按本機銷售速度即將售完</translation>
    </message>
    <message>
        <source>Export to USB stick</source>
        <translation>匯出到隨身碟</translation>
    </message>
    <message>
        <source>Not connected for long</source>
        <translation>長時間未連線</translation>
    </message>
    <message>
        <source>Selling goes on, and everything is kept. Take the journal to the office on a stick (F8).</source>
        <translation>可照常收銀，所有記錄都已儲存。請用隨身碟把流水帳帶到總部（F8）。</translation>
    </message>
    <message>
        <source>Check this till</source>
        <translation>檢查本機</translation>
    </message>
    <message>
        <source>Support bundle</source>
        <translation>支援包</translation>
    </message>
</context>
<context>
    <name>ConsentPanel</name>
    <message>
        <source>What {name} agrees to</source>
        <translation>{name} 的授權</translation>
    </message>
    <message>
        <source>Press what the member gives or withdraws; Enter keeps it.</source>
        <translation>按數字給予或撤回授權，按 Enter 鍵儲存。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>儲存</translation>
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
        <translation>{amount} 的張數或枚數</translation>
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
            <numerusform>還剩 {count} 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} orders</source>
        <translation>
            <numerusform>{count} 單</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{state} since {date} · {count} orders</source>
        <translation>
            <numerusform>{date} 起{state} · {count} 單</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} points</source>
        <translation>
            <numerusform>{count} 點</numerusform>
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
            <numerusform>另有 {count} 位會員不在您的檢視範圍內</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Birthday in {days} days</source>
        <translation>
            <numerusform>{days} 天後生日</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{points} points end in {days} days</source>
        <translation>
            <numerusform>{points} 點 {days} 天後到期</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing bought for {days} days</source>
        <translation>
            <numerusform>{days} 天未購買</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Bought {goods} {days} days ago</source>
        <translation>
            <numerusform>{days} 天前購買{goods}</numerusform>
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
        <translation>顧客屏</translation>
    </message>
    <message>
        <source>Welcome to {store}</source>
        <translation>歡迎光臨{store}</translation>
    </message>
    <message>
        <source>Show your member code before paying: member prices, coupons and points</source>
        <translation>付款前出示會員碼，享會員價、優惠券和點數</translation>
    </message>
    <message>
        <source>Thank you</source>
        <translation>謝謝惠顧</translation>
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
        <translation>本次節省 {amount}</translation>
    </message>
    <message numerus="yes">
        <source>{points} points earned</source>
        <translation>
            <numerusform>獲得 {points} 點</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} items</source>
        <translation>
            <numerusform>共 {count} 樣</numerusform>
        </translation>
    </message>
    <message>
        <source>Coupons and points {amount}</source>
        <translation>優惠券和點數 {amount}</translation>
    </message>
    <message>
        <source>Welcome back, {name}</source>
        <translation>{name}，歡迎回來</translation>
    </message>
    <message>
        <source>Still to pay</source>
        <translation>還需支付</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合計</translation>
    </message>
    <message>
        <source>You save {amount}</source>
        <translation>已為您節省 {amount}</translation>
    </message>
    <message>
        <source>Scan to pay</source>
        <translation>掃碼付款</translation>
    </message>
    <message>
        <source>A member? Show your code: member prices, coupons and points</source>
        <translation>是會員嗎？出示會員碼，享會員價、優惠券和點數</translation>
    </message>
</context>
<context>
    <name>DetailCard</name>
    <message>
        <source>Suggested message</source>
        <translation>建議話術</translation>
    </message>
    <message>
        <source>Show, copy message</source>
        <translation>顯示並複製話術</translation>
    </message>
    <message>
        <source>My member</source>
        <translation>歸我跟進</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>會員檔案</translation>
    </message>
    <message>
        <source>Also: {reasons}</source>
        <translation>另有：{reasons}</translation>
    </message>
    <message>
        <source>Shown in full and copied; it is on record who looked.</source>
        <translation>已顯示完整資訊並複製；檢視人已記錄在案。</translation>
    </message>
    <message>
        <source>F6 shows name and phone and copies the message. Who looked is on record.</source>
        <translation>按 F6 顯示姓名和電話並複製話術，檢視人會被記錄。</translation>
    </message>
</context>
<context>
    <name>DevicesPresenter</name>
    <message>
        <source>The printer is kept. A test print shows whether it answers.</source>
        <translation>印表機設定已儲存。可列印測試頁檢查是否正常。</translation>
    </message>
    <message>
        <source>No printer is used from now on. Receipts can still be saved as PDF.</source>
        <translation>已停用印表機，收據仍可存為 PDF。</translation>
    </message>
    <message>
        <source>The scanner is kept. Scan anything: it is shown under the camera&apos;s picture.</source>
        <translation>掃描器設定已儲存。隨便掃一個碼，內容會顯示在攝影機畫面下方。</translation>
    </message>
    <message>
        <source>No serial scanner is used from now on.</source>
        <translation>已停用序列埠掃描器。</translation>
    </message>
    <message>
        <source>If it stays shut, try the other pin.</source>
        <translation>如果沒有開啟，請換另一個針腳。</translation>
    </message>
</context>
<context>
    <name>DevicesView</name>
    <message>
        <source>Camera that reads codes</source>
        <translation>掃碼攝影機</translation>
    </message>
    <message>
        <source>Camera: number, file or address</source>
        <translation>攝影機：編號、檔案或位址</translation>
    </message>
    <message>
        <source>A number (0 is the first camera), a video file, or an address (rtsp://…).</source>
        <translation>可填編號（0 為第一個攝影機）、影片檔案或網路位址（rtsp://…）。</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>啟用</translation>
    </message>
    <message>
        <source>Use this camera</source>
        <translation>啟用此攝影機</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>Use no camera</source>
        <translation>不使用攝影機</translation>
    </message>
    <message>
        <source>Last read: {code}</source>
        <translation>最近讀取：{code}</translation>
    </message>
    <message>
        <source>Running · {rate} frames/s</source>
        <translation>執行中 · 每秒 {rate} 影格</translation>
    </message>
    <message>
        <source>No camera in use</source>
        <translation>未啟用攝影機</translation>
    </message>
    <message>
        <source>Opening the camera …</source>
        <translation>正在開啟攝影機…</translation>
    </message>
    <message>
        <source>The camera gives no picture; it is tried again</source>
        <translation>攝影機沒有畫面，正在自動重試</translation>
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
        <translation>應找零</translation>
    </message>
    <message>
        <source>Points earned: {points}</source>
        <translation>本次獲得：{points}</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>重新列印</translation>
    </message>
    <message>
        <source>Receipt as PDF</source>
        <translation>收據存為 PDF</translation>
    </message>
    <message>
        <source>Next customer</source>
        <translation>下一位顧客</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>cash {amount}</source>
        <translation>現金 {amount}</translation>
    </message>
    <message>
        <source>Gift receipt</source>
        <translation>禮品收據</translation>
    </message>
    <message>
        <source>Print a receipt without prices</source>
        <translation>列印不含價格的收據</translation>
    </message>
    <message>
        <source>card {amount}</source>
        <translation>刷卡 {amount}</translation>
    </message>
    <message>
        <source>goes back: {tenders}</source>
        <translation>退還 {tenders}</translation>
    </message>
    <message>
        <source>To pay {amount}</source>
        <translation>應收 {amount}</translation>
    </message>
    <message>
        <source>saved {amount}</source>
        <translation>共優惠 {amount}</translation>
    </message>
    <message>
        <source>Receipt {number} was not printed. The sale is safe; it is printed when the printer is ready.</source>
        <translation>收據 {number} 未列印。交易已安全儲存，印表機就緒後會自動列印。</translation>
    </message>
    <message>
        <source>Print receipt</source>
        <translation>列印收據</translation>
    </message>
    <message>
        <source>Receipt {number} is being printed</source>
        <translation>收據 {number} 正在列印</translation>
    </message>
    <message>
        <source>Receipt {number} · not printed</source>
        <translation>收據 {number} · 未列印</translation>
    </message>
    <message>
        <source>Receipt {number} is printed</source>
        <translation>收據 {number} 已列印</translation>
    </message>
    <message>
        <source>Hand out with the receipt: {coupons}</source>
        <translation>隨收據贈送：{coupons}</translation>
    </message>
    <message>
        <source>WeChat Pay {amount}</source>
        <translation>微信支付 {amount}</translation>
    </message>
    <message>
        <source>Alipay {amount}</source>
        <translation>支付寶 {amount}</translation>
    </message>
    <message>
        <source>exchanged goods {amount}</source>
        <translation>換貨折抵 {amount}</translation>
    </message>
    <message>
        <source>rounded {amount}</source>
        <translation>抹零 {amount}</translation>
    </message>
    <message>
        <source>gift card {amount}</source>
        <translation>禮品卡 {amount}</translation>
    </message>
    <message>
        <source>stored value {amount}</source>
        <translation>儲值 {amount}</translation>
    </message>
    <message>
        <source>Commission (provisional): {amounts}</source>
        <translation>提成（暫估）：{amounts}</translation>
    </message>
</context>
<context>
    <name>DrawEntering</name>
    <message>
        <source>Enter the draw</source>
        <translation>參加抽獎</translation>
    </message>
    <message>
        <source>Enter {draw}? It costs nothing.</source>
        <translation>參加{draw}？免費。</translation>
    </message>
    <message>
        <source>Enter {draw}? Free while the member has free entries, else {points} {name}.</source>
        <translation>參加{draw}？先用免費次數，用完後每次 {points} {name}。</translation>
    </message>
    <message>
        <source>Enter {draw} for {points} {name}?</source>
        <translation>用 {points} {name}參加{draw}？</translation>
    </message>
    <message>
        <source>The result is final.</source>
        <translation>抽獎結果不可撤回。</translation>
    </message>
    <message>
        <source>1 in {count}</source>
        <translation>{count} 分之一</translation>
    </message>
    <message>
        <source>The ledger is drawing …</source>
        <translation>總帳正在抽獎……</translation>
    </message>
    <message>
        <source>Drawn: {prize}</source>
        <translation>抽中：{prize}</translation>
    </message>
    <message>
        <source>{prize} was drawn, but its budget is spent.</source>
        <translation>抽中「{prize}」，但獎品預算已用完。</translation>
    </message>
    <message>
        <source>{points} {name} paid.</source>
        <translation>已用 {points} {name}。</translation>
    </message>
    <message>
        <source>A free entry.</source>
        <translation>本次免費。</translation>
    </message>
    <message>
        <source>Entry {number}, check code {code}.</source>
        <translation>第 {number} 次抽獎，核對碼 {code}。</translation>
    </message>
    <message>
        <source>The draw is done; its slip is not printed.</source>
        <translation>抽獎已完成，憑證未列印。</translation>
    </message>
    <message>
        <source>The ledger has not said yet what was drawn.</source>
        <translation>總帳還沒有答覆抽獎結果。</translation>
    </message>
    <message>
        <source>Asked again it is the same entry with the same result: nothing is taken twice.</source>
        <translation>再次查詢是同一次抽獎，結果相同，點數不會重複扣。</translation>
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
        <translation>以總帳為準</translation>
    </message>
    <message>
        <source>of it provisional {amount}</source>
        <translation>其中暫估 {amount}</translation>
    </message>
    <message numerus="yes">
        <source>{count} sales</source>
        <translation>
            <numerusform>{count} 筆銷售</numerusform>
        </translation>
    </message>
    <message>
        <source>payable now {amount}</source>
        <translation>可結 {amount}</translation>
    </message>
    <message>
        <source>not due yet</source>
        <translation>尚未到結算日</translation>
    </message>
    <message>
        <source>set off later</source>
        <translation>從後續提成中扣抵</translation>
    </message>
    <message>
        <source>nothing is owed</source>
        <translation>無欠款</translation>
    </message>
    <message>
        <source>this day {count}</source>
        <translation>當日 {count}</translation>
    </message>
    <message>
        <source>paid next business day</source>
        <translation>下一工作日結</translation>
    </message>
    <message>
        <source>paid with this day</source>
        <translation>當日結</translation>
    </message>
    <message>
        <source>goods came back</source>
        <translation>退貨扣回</translation>
    </message>
    <message>
        <source>provisional</source>
        <translation>暫估</translation>
    </message>
    <message numerus="yes">
        <source>{count} points</source>
        <translation>
            <numerusform>{count} 點</numerusform>
        </translation>
    </message>
    <message>
        <source>What this till alone sold, by the rules that it has. The rest when the ledger answers.</source>
        <translation>僅為本收銀台的銷售，按本機現有規則計算。其餘等總帳答覆後顯示。</translation>
    </message>
    <message>
        <source>As the ledger said at {time}; provisional is what it does not have yet.</source>
        <translation>總帳 {time} 的答覆；標為暫估的，總帳尚未收到。</translation>
    </message>
    <message>
        <source>As the ledger said at {time}.</source>
        <translation>總帳 {time} 的答覆。</translation>
    </message>
    <message>
        <source>This store has no rules of commission: nobody earns by the line here.</source>
        <translation>本店沒有提成規則，銷售不計提成。</translation>
    </message>
    <message>
        <source>Nothing earned on this day. Who serves a shopper is named in the basket.</source>
        <translation>這一天沒有提成。誰接待顧客，在購物籃裡註明。</translation>
    </message>
    <message>
        <source>Sales of this month</source>
        <translation>本月成交筆數</translation>
    </message>
    <message>
        <source>Incentive points of this month</source>
        <translation>本月激勵點數</translation>
    </message>
    <message>
        <source>Earned this month</source>
        <translation>本月提成</translation>
    </message>
    <message>
        <source>{count} of {target} · {points} points</source>
        <translation>{count} / {target} · {points} 點</translation>
    </message>
    <message>
        <source>{count} of {target} · {points} points for each {target}</source>
        <translation>{count}，每滿 {target} 得 {points} 點</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>截至 {day}</translation>
    </message>
    <message numerus="yes">
        <source>{points} points are yours · {until}</source>
        <translation>
            <numerusform>已得 {points} 點 · {until}</numerusform>
        </translation>
    </message>
    <message>
        <source>incentive task</source>
        <translation>激勵任務</translation>
    </message>
    <message>
        <source>what counted was taken back</source>
        <translation>計入的專案已撤回</translation>
    </message>
    <message>
        <source>Hide my number</source>
        <translation>不再顯示我的數字</translation>
    </message>
    <message>
        <source>Show my number</source>
        <translation>顯示我的數字</translation>
    </message>
    <message>
        <source>Colleagues see your number on the leaderboard.</source>
        <translation>同事現在能在排行榜上看到您的數字。</translation>
    </message>
    <message>
        <source>Colleagues see your place on the leaderboard, and not your number.</source>
        <translation>同事在排行榜上只看到您的名次，看不到數字。</translation>
    </message>
    <message>
        <source>It holds in the store with the next sync.</source>
        <translation>下次同步後在全店生效。</translation>
    </message>
</context>
<context>
    <name>EarningsSide</name>
    <message>
        <source>Tasks</source>
        <extracomment>What fits beside the list on a screen of 768 lines.</extracomment>
        <translation>任務</translation>
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
        <translation>← → 換一天</translation>
    </message>
    <message>
        <source>This day</source>
        <translation>當日</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>Paid next business day</source>
        <translation>下一工作日結算</translation>
    </message>
    <message>
        <source>Debt</source>
        <translation>欠款</translation>
    </message>
    <message>
        <source>Incentive points</source>
        <translation>激勵點數</translation>
    </message>
    <message>
        <source>Earnings, line by line</source>
        <translation>逐行提成</translation>
    </message>
    <message>
        <source>Person: {what}</source>
        <translation>人員：{what}</translation>
    </message>
    <message>
        <source>Day: {what}</source>
        <translation>日期：{what}</translation>
    </message>
    <message>
        <source>Asking …</source>
        <translation>正在詢問…</translation>
    </message>
    <message>
        <source>Ask the ledger</source>
        <translation>詢問總帳</translation>
    </message>
    <message>
        <source>Earnings</source>
        <translation>提成</translation>
    </message>
    <message>
        <source>Store figures</source>
        <translation>門市數據</translation>
    </message>
    <message>
        <source>Guides</source>
        <translation>銷售顧問</translation>
    </message>
    <message>
        <source>Guides, their members and join codes</source>
        <translation>銷售顧問、會員與邀請碼</translation>
    </message>
</context>
<context>
    <name>EmptyBasket</name>
    <message>
        <source>Ready for the next customer</source>
        <translation>請掃描商品或會員碼</translation>
    </message>
    <message>
        <source>Scan goods or the member&apos;s code to begin, in any order.</source>
        <translation>先掃商品或先掃會員碼都可以，直接掃描即可開始。</translation>
    </message>
    <message>
        <source>Last sale · {amount}</source>
        <translation>上一單已完成 · {amount}</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>重新列印</translation>
    </message>
    <message>
        <source>Print receipt</source>
        <translation>列印收據</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Save the receipt as PDF</source>
        <translation>收據存為 PDF</translation>
    </message>
    <message>
        <source>Parked baskets · {count}</source>
        <translation>取單 · {count}</translation>
    </message>
    <message>
        <source>Parked baskets</source>
        <translation>取單</translation>
    </message>
    <message>
        <source>Give up the exchange</source>
        <extracomment>Heights from which there is room for the picture beside the rest, and for the last sale.</extracomment>
        <translation>取消換貨</translation>
    </message>
    <message>
        <source>{amount} of receipt {receipt} come back for them. Nothing has been refunded yet.</source>
        <translation>收據 {receipt} 退回的商品抵 {amount}；目前還沒有退款。</translation>
    </message>
    <message>
        <source>Scan the new goods</source>
        <translation>請掃要換的新商品</translation>
    </message>
</context>
<context>
    <name>EnrolmentPresenter</name>
    <message>
        <source>Address and code are both needed.</source>
        <translation>位址和註冊碼都需要填寫。</translation>
    </message>
    <message>
        <source>The till is not enrolled yet.</source>
        <translation>收銀台尚未註冊。</translation>
    </message>
    <message>
        <source>Check the address and the network, then try again.</source>
        <translation>請檢查位址和網路，然後重試。</translation>
    </message>
</context>
<context>
    <name>EnrolmentView</name>
    <message>
        <source>Make this till known to the group</source>
        <translation>將本收銀台註冊到集團</translation>
    </message>
    <message>
        <source>The group&apos;s office gives you an address and a code. The code works once, for one hour.</source>
        <translation>請向集團總部索取位址和註冊碼。註冊碼一小時內有效，只能使用一次。</translation>
    </message>
    <message>
        <source>Ledger address</source>
        <translation>總帳位址</translation>
    </message>
    <message>
        <source>Enrolment code</source>
        <translation>註冊碼</translation>
    </message>
    <message>
        <source>Name of this machine</source>
        <translation>本機名稱</translation>
    </message>
    <message>
        <source>for example: counter 2</source>
        <translation>例如：2 號收銀台</translation>
    </message>
    <message>
        <source>The till makes its own key, which never leaves this machine, and checks that the ledger is the group&apos;s own.</source>
        <translation>本機會生成自己的金鑰，金鑰絕不離開本機；同時會核對總帳確屬本集團。</translation>
    </message>
    <message>
        <source>Asking the ledger …</source>
        <translation>正在聯絡總帳…</translation>
    </message>
    <message>
        <source>Enrol this till</source>
        <translation>註冊本收銀台</translation>
    </message>
</context>
<context>
    <name>EntryBar</name>
    <message>
        <source>OK</source>
        <translation>確定</translation>
    </message>
    <message>
        <source>OK (Enter)</source>
        <translation>確定（Enter）</translation>
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
        <translation>請在刷卡機上退款 {amount}，並輸入參考號</translation>
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
        <translation>這段時間沒有成交，也沒有新會員。按 ← 看更早的日期。</translation>
    </message>
    <message>
        <source>Nothing of these days has left the stores yet. A store&apos;s days go out when enough members are together; F6 shows the week or the month.</source>
        <translation>這些天的資料還沒有離開門市。門市湊夠足夠多的會員，當天的資料才會匯出；按 F6 看整週或整月。</translation>
    </message>
    <message>
        <source>Store figures</source>
        <translation>門市數據</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>經營數據</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>本週</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>The group</source>
        <translation>集團</translation>
    </message>
    <message>
        <source>inside the store only</source>
        <translation>僅限門市內部</translation>
    </message>
    <message numerus="yes">
        <source>{count} sales</source>
        <translation>
            <numerusform>{count} 筆</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} sales, {amount}</source>
        <translation>
            <numerusform>{count} 筆，{amount}</numerusform>
        </translation>
    </message>
    <message>
        <source>joined here</source>
        <translation>在本店入會</translation>
    </message>
    <message>
        <source>joined</source>
        <translation>入會</translation>
    </message>
    <message>
        <source>members contacted</source>
        <translation>已聯絡會員</translation>
    </message>
    <message>
        <source>of {count} that were shown</source>
        <translation>共推薦 {count} 件</translation>
    </message>
    <message>
        <source>In no region</source>
        <translation>不屬於任何大區</translation>
    </message>
    <message>
        <source>to members</source>
        <translation>會員成交</translation>
    </message>
    <message>
        <source>members won</source>
        <translation>新會員</translation>
    </message>
    <message>
        <source>tasks done</source>
        <translation>完成任務</translation>
    </message>
    <message>
        <source>suggestions</source>
        <translation>推薦成交</translation>
    </message>
    <message>
        <source>The ledger alone knows other stores&apos; figures; they come when it answers.</source>
        <translation>其他門市的資料只有總帳知道，總帳回應後顯示。</translation>
    </message>
    <message>
        <source>The rest comes when the ledger answers.</source>
        <translation>其餘資料等總帳答覆後顯示。</translation>
    </message>
    <message>
        <source>As the ledger said at {time}.</source>
        <translation>總帳 {time} 的資料。</translation>
    </message>
    <message numerus="yes">
        <source>{count} entries of this till were not there yet.</source>
        <translation>
            <numerusform>本收銀台還有 {count} 條記錄尚未計入。</numerusform>
        </translation>
    </message>
    <message>
        <source>Other stores&apos; days come in parcels of at least {k} members; what is not that many yet waits.</source>
        <translation>其他門市的資料按至少 {k} 位會員成批匯出，不足的要等。</translation>
    </message>
    <message>
        <source>Money in {currencies} is not added up.</source>
        <translation>{currencies} 的金額沒有計入。</translation>
    </message>
    <message>
        <source>This till has nothing of these days in its journal.</source>
        <translation>本收銀台的流水帳裡沒有這段時間的記錄。</translation>
    </message>
    <message>
        <source>What this till alone has in its journal, the newest of it from {day} {time}.</source>
        <translation>僅本收銀台流水帳中的資料，最新一條為 {day} {time}。</translation>
    </message>
    <message>
        <source>{given} given, {seen} seen</source>
        <translation>發出 {given}，已見 {seen}</translation>
    </message>
    <message>
        <source>coupons</source>
        <translation>發 → 見 → 用</translation>
    </message>
    <message>
        <source>{back} came back, {bought} bought</source>
        <translation>回來 {back}，購買 {bought}</translation>
    </message>
</context>
<context>
    <name>FiguresView</name>
    <message>
        <source>← → before and after</source>
        <translation>← → 前後切換</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>銷售額</translation>
    </message>
    <message>
        <source>Sold to members</source>
        <translation>會員成交佔比</translation>
    </message>
    <message>
        <source>Members won</source>
        <translation>新會員</translation>
    </message>
    <message>
        <source>Tasks done</source>
        <translation>完成任務</translation>
    </message>
    <message>
        <source>Suggestions bought</source>
        <translation>推薦成交</translation>
    </message>
    <message>
        <source>Look into it</source>
        <translation>檢視明細</translation>
    </message>
    <message>
        <source>Figures, row by row</source>
        <translation>逐行資料</translation>
    </message>
    <message>
        <source>Whose: {what}</source>
        <translation>範圍：{what}</translation>
    </message>
    <message>
        <source>Earnings</source>
        <translation>提成</translation>
    </message>
    <message>
        <source>Period: {what}</source>
        <translation>週期：{what}</translation>
    </message>
    <message>
        <source>Days: {what}</source>
        <translation>日期：{what}</translation>
    </message>
    <message>
        <source>Asking …</source>
        <translation>查詢中…</translation>
    </message>
    <message>
        <source>Ask the ledger</source>
        <translation>查詢總帳</translation>
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
        <translation>檢查結果：{count} 項</translation>
    </message>
</context>
<context>
    <name>FirstRunPresenter</name>
    <message>
        <source>The file in which the till moves</source>
        <translation>搬遷所用的檔案</translation>
    </message>
    <message>
        <source>The code that the old computer showed</source>
        <translation>舊電腦顯示的代碼</translation>
    </message>
</context>
<context>
    <name>FirstRunView</name>
    <message>
        <source>Set up this till</source>
        <translation>設定本收銀台</translation>
    </message>
    <message>
        <source>Which language?</source>
        <translation>選擇語言 / Language</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Start the till</source>
        <translation>開始收銀</translation>
    </message>
    <message>
        <source>A till moves here from another computer</source>
        <translation>收銀台從另一台電腦搬到本機</translation>
    </message>
    <message>
        <source>Everything can be changed later: devices with Ctrl+4, settings with Ctrl+9.</source>
        <translation>以後都可以修改：裝置 Ctrl+4，設定 Ctrl+9。</translation>
    </message>
    <message>
        <source>Type this code at the old computer: then it wipes what it still keeps of this till.</source>
        <translation>請在舊電腦上輸入此代碼，舊電腦隨即清除其保留的收銀台資料。</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳過</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳過</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>{till} is ready</source>
        <translation>{till} 已就緒</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>語言</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>總帳</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>掃描器</translation>
    </message>
    <message>
        <source>Receipt printer</source>
        <translation>收據印表機</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>攝影機</translation>
    </message>
    <message>
        <source>Cash drawer</source>
        <translation>錢櫃</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>The till arrives …</source>
        <translation>收銀台正在到達…</translation>
    </message>
    <message>
        <source>This computer is {till}.</source>
        <translation>本機是 {till}。</translation>
    </message>
    <message>
        <source>Scan the code that the office printed, or type address and code.</source>
        <translation>掃描總部列印的碼，或輸入位址和註冊碼。</translation>
    </message>
    <message>
        <source>The scanner reads.</source>
        <translation>掃描器可以使用。</translation>
    </message>
    <message>
        <source>If the test came out, go on; else look at the settings above.</source>
        <translation>測試頁打出來了就繼續，否則檢查上面的設定。</translation>
    </message>
    <message>
        <source>The camera gives pictures.</source>
        <translation>攝影機有畫面。</translation>
    </message>
    <message>
        <source>If the drawer sprang open, go on; else try the other pin.</source>
        <translation>錢櫃彈開了就繼續，否則換另一個針腳再試。</translation>
    </message>
    <message>
        <source>Scan any code: goods, a receipt, a member&apos;s code.</source>
        <translation>掃任意一個碼：商品、收據或會員碼。</translation>
    </message>
    <message>
        <source>Choose the printer, keep it with F8, then print a test with F9.</source>
        <translation>選擇印表機，按 F8 儲存，再按 F9 列印測試頁。</translation>
    </message>
    <message>
        <source>Choose the camera with F5 and hold a code before it.</source>
        <translation>按 F5 選用攝影機，再把條碼對準它。</translation>
    </message>
    <message>
        <source>The drawer hangs on the printer: choose its pin, keep it with F8, open it with F10.</source>
        <translation>錢櫃接在印表機上：選擇針腳，按 F8 儲存，按 F10 開啟。</translation>
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
        <translation>贈品按價值計算。僅店長與稽核可見。</translation>
    </message>
    <message>
        <source>All benefits together</source>
        <translation>優惠合計</translation>
    </message>
    <message>
        <source>The group pays</source>
        <translation>集團承擔</translation>
    </message>
    <message>
        <source>Brand {name} pays</source>
        <translation>品牌 {name} 承擔</translation>
    </message>
    <message>
        <source>The store pays</source>
        <translation>本店承擔</translation>
    </message>
    <message>
        <source>Paid with points</source>
        <translation>點數折抵</translation>
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
        <translation>本月還剩 {count} 張。下次同步後本機即可使用。</translation>
    </message>
    <message>
        <source>Asking the ledger …</source>
        <translation>正在詢問總帳…</translation>
    </message>
    <message>
        <source>The member has one like it. The same digit again gives it all the same.</source>
        <translation>會員已有類似的券。再按一次同一數字仍然送出。</translation>
    </message>
    <message>
        <source>A digit gives one, in the name of who is signed in. It needs the connection.</source>
        <translation>按數字送券，計入目前登入銷售顧問的額度，需要連線。</translation>
    </message>
    <message>
        <source>Guides give no coupons here. The group says which, and how many.</source>
        <translation>本店銷售顧問沒有送券額度，由集團設定。</translation>
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
        <translation>每月 {count} 張</translation>
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
        <translation>價格</translation>
    </message>
    <message>
        <source>Tax %</source>
        <translation>稅率 %</translation>
    </message>
    <message>
        <source>Barcode: scan it, or leave it out</source>
        <translation>條碼：掃碼，可不填</translation>
    </message>
    <message>
        <source>Note for whoever approves</source>
        <translation>給批准方的說明</translation>
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
        <translation>銷售顧問：整單</translation>
    </message>
    <message>
        <source>Only the line</source>
        <translation>只這一行</translation>
    </message>
    <message>
        <source>Who served: {name}</source>
        <translation>銷售顧問：{name}</translation>
    </message>
    <message>
        <source>The whole basket</source>
        <translation>整單</translation>
    </message>
    <message>
        <source>A digit or a badge gives a guide a part, once more another one. Del takes a guide out.</source>
        <translation>按數字或掃員工證給銷售顧問一份，再按一次多一份。Del 移出。</translation>
    </message>
    <message>
        <source>This store has no guides.</source>
        <translation>本店沒有銷售顧問。</translation>
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
        <translation>{name} 已成為會員。</translation>
    </message>
    <message>
        <source>This sale earns points already.</source>
        <translation>這一單就開始點數。</translation>
    </message>
    <message>
        <source>Kept: the ledger is told with the next sync.</source>
        <translation>已儲存：下次同步時上傳總帳。</translation>
    </message>
</context>
<context>
    <name>JoinPanel</name>
    <message>
        <source>New member</source>
        <translation>新會員</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>電話</translation>
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
        <translation>入會碼</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>入會</translation>
    </message>
    <message>
        <source>{text} (needed)</source>
        <translation>{text}（必選）</translation>
    </message>
    <message>
        <source>New member · join code of {name}</source>
        <translation>新會員 · {name} 的入會碼</translation>
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
        <translation>這個電話已經是會員。按 Enter 鍵放到購物籃。</translation>
    </message>
    <message>
        <source>Enter goes on. Then read out and press what the shopper agrees to; Enter joins.</source>
        <translation>Enter 鍵到下一項；向顧客念出授權內容，同意哪條按哪個數字，最後按 Enter 鍵入會。</translation>
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
        <translation>刪除末位</translation>
    </message>
</context>
<context>
    <name>LineActions</name>
    <message>
        <source>{quantity} at the manual price: {name}</source>
        <extracomment>A code that could be on goods; anything longer is something else.</extracomment>
        <translation>按改後單價賣 {quantity}：{name}</translation>
    </message>
    <message>
        <source>Weight of {name}</source>
        <translation>重量：{name}</translation>
    </message>
    <message>
        <source>Quantity of {name}</source>
        <translation>數量：{name}</translation>
    </message>
    <message>
        <source>Removed: {name}</source>
        <translation>已移除：{name}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤銷</translation>
    </message>
    <message>
        <source>Void a basket of {amount}.</source>
        <translation>作廢 {amount} 的購物籃。</translation>
    </message>
    <message>
        <source>As before: {name} × {quantity}</source>
        <translation>已恢復：{name} × {quantity}</translation>
    </message>
    <message>
        <source>More pieces at a manual price</source>
        <translation>更多件數按改後單價賣</translation>
    </message>
    <message>
        <source>Note to the whole sale</source>
        <translation>整單備註</translation>
    </message>
    <message>
        <source>Note to {name} (again: to the whole sale)</source>
        <translation>{name} 的備註（再按一次：整單備註）</translation>
    </message>
    <message>
        <source>the whole basket</source>
        <translation>整單</translation>
    </message>
    <message>
        <source>{what}: {before} → {after}. {why}</source>
        <translation>{what}：{before} → {after}。{why}</translation>
    </message>
    <message>
        <source>Sell at a typed price</source>
        <translation>手工定價賣出</translation>
    </message>
    <message>
        <source>Sell {code} as {name} for {price}: nobody knows these goods.</source>
        <translation>把 {code} 作為「{name}」按 {price} 賣出：系統裡沒有這件商品。</translation>
    </message>
</context>
<context>
    <name>MachinePresenter</name>
    <message>
        <source>Write the backup to this file</source>
        <translation>把備份寫入此檔案</translation>
    </message>
    <message>
        <source>The till moves in this file</source>
        <translation>搬遷所用的檔案</translation>
    </message>
    <message>
        <source>Type {till} to wipe this computer</source>
        <translation>輸入 {till} 以清除本機</translation>
    </message>
    <message>
        <source>Wipe keys and data of this till from this computer</source>
        <translation>從本機清除此收銀台的金鑰和資料</translation>
    </message>
    <message>
        <source>That is not this till&apos;s name: nothing was changed.</source>
        <translation>這不是本收銀台的編號，未作任何更改。</translation>
    </message>
    <message>
        <source>Move this till to another computer; this one sells no more</source>
        <translation>把本收銀台搬到另一台電腦；本機不再收銀</translation>
    </message>
    <message>
        <source>The backup is in {path} ({size}).</source>
        <translation>備份已寫入 {path}（{size}）。</translation>
    </message>
    <message>
        <source>It is encrypted and holds no key.</source>
        <translation>備份已加密，不含金鑰。</translation>
    </message>
    <message>
        <source>It is put back with &apos;pos-client restore&apos;, on this computer.</source>
        <translation>可在本機用 &apos;pos-client restore&apos; 恢復。</translation>
    </message>
</context>
<context>
    <name>MachineView</name>
    <message>
        <source>Room and backup</source>
        <extracomment>The till makes a backup a day: a newest one that is older than this is news.</extracomment>
        <translation>空間與備份</translation>
    </message>
    <message>
        <source>A backup is a copy of this till&apos;s data while it sells. It can be opened on this computer only: its keys stay here.</source>
        <translation>備份是收銀台資料的副本，收銀時也可進行。金鑰留在本機，因此備份只能在本機開啟。</translation>
    </message>
    <message>
        <source>Back up</source>
        <translation>備份</translation>
    </message>
    <message>
        <source>What the group has signed is fetched and checked by itself, while nobody pays. It is installed while no till runs: by the system where it is set up so, else by a person.</source>
        <translation>集團簽發的更新會在空閒時自動下載並核對。設好自動安裝的，系統在收銀台沒有執行時安裝；沒有設的，打烊後由管裝置的人安裝。</translation>
    </message>
    <message>
        <source>Move to another computer</source>
        <translation>搬到另一台電腦</translation>
    </message>
    <message>
        <source>The till goes on there with its name, its journal and its settings, in a file that a code opens. This computer then sells no more.</source>
        <translation>收銀台的編號、流水帳和設定裝入一個憑代碼開啟的檔案，在另一台電腦上繼續。本機隨後不再收銀。</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>搬遷</translation>
    </message>
    <message>
        <source>Reset this computer</source>
        <translation>重置本機</translation>
    </message>
    <message>
        <source>Wipes keys, journal and members&apos; data. The computer can then be enrolled anew.</source>
        <translation>清除金鑰、流水帳和會員資料。之後本機可以重新註冊。</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Trying whether the file can be written …</source>
        <translation>正在檢查檔案能否寫入…</translation>
    </message>
    <message numerus="yes">
        <source>Not at the ledger yet: {count} entries. Nothing is wiped before they are.</source>
        <translation>
            <numerusform>還有 {count} 條記錄未到達總帳，送達之前不會清除任何資料。</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything this till has done is at the ledger.</source>
        <translation>本機的全部記錄都已送達總帳。</translation>
    </message>
    <message>
        <source>Neither the ledger nor a setting (Ctrl+9) says where updates are.</source>
        <translation>總帳和設定（Ctrl+9）都沒有指明更新的位置。</translation>
    </message>
    <message>
        <source>Backing up …</source>
        <translation>正在備份…</translation>
    </message>
    <message>
        <source>{size} are free in {folder}.</source>
        <translation>{folder} 剩餘 {size}。</translation>
    </message>
    <message>
        <source>There is no room for new sales.</source>
        <translation>空間不足，不再開始新的銷售。</translation>
    </message>
    <message>
        <source>Little room is left.</source>
        <translation>剩餘空間不多。</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Look now</source>
        <translation>立即檢視</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>正在檢視…</translation>
    </message>
    <message>
        <source>This is the newest: {version}.</source>
        <translation>已是最新版本：{version}。</translation>
    </message>
    <message>
        <source>{version} is there; {minimum} has to be installed before it.</source>
        <translation>已有 {version}，須先安裝 {minimum}。</translation>
    </message>
    <message>
        <source>{version} is ready. Close the till, then install {path}</source>
        <translation>{version} 已就緒。請關閉收銀台，然後安裝 {path}</translation>
    </message>
    <message>
        <source>Its own backups go to {folder}: looking …</source>
        <translation>自動備份存放在 {folder}：正在檢視…</translation>
    </message>
    <message>
        <source>Its own backups go to {folder}, which is not there or does not answer. Those made before are kept on that disk: connect it, or make the folder, or name another one (Ctrl+9).</source>
        <translation>自動備份應存放在 {folder}，但這個資料夾不在或沒有回應。以前的備份都在那塊磁碟上。請接上磁碟、建好資料夾，或換一個資料夾（Ctrl+9）。</translation>
    </message>
    <message>
        <source>It makes its own once a day, in {folder}; none is there yet.</source>
        <translation>本機每天自動備份一次，存放在 {folder}；目前還沒有。</translation>
    </message>
    <message>
        <source>Its own backups: {count}, the newest of {when}.</source>
        <translation>自動備份：{count} 份，最新的是 {when}。</translation>
    </message>
    <message>
        <source>Its own backups: {count} in {folder}, the newest of {when}.</source>
        <translation>自動備份：{folder} 中有 {count} 份，最新的是 {when}。</translation>
    </message>
    <message>
        <source>There was no room for the last one; the earlier ones are kept.</source>
        <translation>最近一次沒有空間，未能備份；已有的都保留著。</translation>
    </message>
    <message>
        <source>The last one could not be written; the earlier ones are kept.</source>
        <translation>最近一次未能寫入；已有的都保留著。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Checkout</source>
        <extracomment>A page that is reached from another one, whose place in the rail it has. Sections that not everybody sees, and the right (retail/permissions.py) that opens them.</extracomment>
        <translation>收銀</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>收據</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>退貨</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>裝置</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>班別</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日聯絡</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>會員</translation>
    </message>
    <message>
        <source>Sell</source>
        <extracomment>Shorter words, where the others do not fit the rail.</extracomment>
        <translation>收銀</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>登出</translation>
    </message>
    <message>
        <source>Till {till}</source>
        <translation>收銀台 {till}</translation>
    </message>
    <message>
        <source>Audit list</source>
        <translation>操作稽核</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>稽核</translation>
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
        <translation>設定</translation>
    </message>
    <message>
        <source>Earnings</source>
        <translation>提成</translation>
    </message>
    <message>
        <source>Own range</source>
        <translation>自營</translation>
    </message>
    <message>
        <source>Store figures</source>
        <translation>門市數據</translation>
    </message>
    <message>
        <source>Guides</source>
        <translation>銷售顧問</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>本機</translation>
    </message>
</context>
<context>
    <name>MemberPanel</name>
    <message>
        <source>No member yet</source>
        <translation>尚未識別會員</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>入會</translation>
    </message>
    <message>
        <source>Make a member of the shopper</source>
        <translation>為顧客辦理入會</translation>
    </message>
    <message>
        <source>Scan the member&apos;s code or card, or type the last digits of the phone.</source>
        <translation>請掃會員碼或會員卡，也可以輸入手機末碼查詢。</translation>
    </message>
    <message>
        <source>Take the member off this basket</source>
        <translation>取消本單會員</translation>
    </message>
    <message>
        <source>The member&apos;s profile (Ctrl+M)</source>
        <translation>會員檔案（Ctrl+M）</translation>
    </message>
    <message>
        <source>What the member agrees to</source>
        <translation>會員的授權</translation>
    </message>
    <message>
        <source>Services and rewards of the member</source>
        <translation>會員的服務與點數兌換</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>會員</translation>
    </message>
    <message>
        <source>birthday today</source>
        <translation>今天生日</translation>
    </message>
    <message>
        <source>Member code verified</source>
        <translation>會員碼已驗證</translation>
    </message>
    <message>
        <source>By card number: coupons and points need the code</source>
        <translation>憑卡號識別 · 用券和點數需會員碼</translation>
    </message>
    <message>
        <source>By search: coupons and points need the code</source>
        <translation>憑查詢識別 · 用券和點數需會員碼</translation>
    </message>
    <message>
        <source>Facts {age}: too old for tiers and plans offline</source>
        <translation>資料為{age}：過舊，斷線時不享等級與付費會員權益</translation>
    </message>
    <message>
        <source>facts from the code, {age}</source>
        <translation>資料來自會員碼，{age}</translation>
    </message>
    <message>
        <source>facts {age}</source>
        <translation>資料更新於 {age}</translation>
    </message>
    <message>
        <source>{amount} to {tier}</source>
        <translation>差 {amount} 升{tier}</translation>
    </message>
    <message>
        <source>Paid web orders of the member</source>
        <translation>會員已付款的網上訂單</translation>
    </message>
    <message>
        <source>Joined here: coupons and points need the code</source>
        <translation>在本店入會：用券和點數須出示會員碼</translation>
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
        <translation>其他系統的標籤</translation>
    </message>
    <message>
        <source>Look at the member&apos;s stored value, or add to it</source>
        <translation>檢視會員儲值或加值</translation>
    </message>
    <message>
        <source>{tier}, until {date}</source>
        <translation>{tier}，有效期至 {date}</translation>
    </message>
    <message>
        <source>{count} end on {date}</source>
        <translation>{count} 點 {date} 到期</translation>
    </message>
    <message>
        <source>Wishes, and goods put aside</source>
        <translation>心願單與留貨</translation>
    </message>
</context>
<context>
    <name>OffersPanel</name>
    <message>
        <source>Coupons and offers</source>
        <translation>優惠券與活動</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>選券</translation>
    </message>
    <message>
        <source>Back to the best combination</source>
        <translation>恢復最優組合</translation>
    </message>
    <message>
        <source>Spend another number of points</source>
        <translation>自訂點數</translation>
    </message>
    <message>
        <source>Offers appear here as soon as there are goods in the basket.</source>
        <translation>加入商品後，這裡顯示可用的優惠。</translation>
    </message>
    <message>
        <source>No offer or coupon for this basket.</source>
        <translation>本單沒有可用的優惠或券。</translation>
    </message>
    <message numerus="yes">
        <source>{points} points pay {amount}</source>
        <translation>
            <numerusform>{points} 點折抵 {amount}</numerusform>
        </translation>
    </message>
    <message>
        <source>Use none</source>
        <translation>不用點數</translation>
    </message>
    <message>
        <source>Pay with points</source>
        <translation>點數折抵</translation>
    </message>
    <message>
        <source>only with the connection</source>
        <translation>連線時才可使用</translation>
    </message>
    <message>
        <source>too few for this basket</source>
        <translation>本單用不上</translation>
    </message>
    <message numerus="yes">
        <source>{points} points for {amount}?</source>
        <translation>
            <numerusform>用 {points} 點抵 {amount}？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{points} points left; Esc: no</source>
        <translation>
            <numerusform>用後剩 {points} 點 · Esc 不用</numerusform>
        </translation>
    </message>
    <message>
        <source>Spend</source>
        <translation>確認使用</translation>
    </message>
    <message>
        <source>up to {amount}</source>
        <translation>可抵 {amount}</translation>
    </message>
    <message>
        <source>Use max</source>
        <translation>儘量多用</translation>
    </message>
    <message>
        <source>Press again: the swap is final</source>
        <translation>再按一次：換券後不可撤銷</translation>
    </message>
    <message>
        <source>Swap {label} for {larger}</source>
        <translation>{label} 換成 {larger}</translation>
    </message>
    <message>
        <source>Who pays for it</source>
        <translation>費用由誰承擔</translation>
    </message>
    <message>
        <source>Esc: back</source>
        <translation>Esc 返回</translation>
    </message>
    <message>
        <source>the best</source>
        <translation>已選最優組合</translation>
    </message>
    <message>
        <source>max {points} offline</source>
        <translation>斷線最多可用 {points}</translation>
    </message>
    <message>
        <source>{points} held</source>
        <translation>可用 {points} 點</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>恢復最優</translation>
    </message>
    <message>
        <source>Enter: on/off · Esc</source>
        <translation>Enter 用/不用 · Esc</translation>
    </message>
    <message>
        <source>Services and rewards</source>
        <translation>服務與兌換</translation>
    </message>
    <message>
        <source>Tiers and points, program by program</source>
        <translation>各品牌等級與點數</translation>
    </message>
    <message>
        <source>Tiers and points</source>
        <translation>等級與點數</translation>
    </message>
</context>
<context>
    <name>OfflinePanel</name>
    <message>
        <source>Benefits without a connection</source>
        <translation>斷線時可用的權益</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>還有 {count} 項</translation>
    </message>
    <message>
        <source>Tiers and plans count for {hours} h after the last word of the ledger.</source>
        <translation>等級與付費會員權益在總帳最後一次更新後 {hours} 小時內有效。</translation>
    </message>
    <message>
        <source>{left} held here</source>
        <translation>本機保留 {left} 張</translation>
    </message>
    <message>
        <source>until {time} or later</source>
        <translation>至少至 {time}</translation>
    </message>
    <message>
        <source>members: {count}</source>
        <translation>{count} 位會員</translation>
    </message>
    <message>
        <source>offers: {count}</source>
        <translation>{count} 項優惠</translation>
    </message>
    <message>
        <source>Members&apos; coupons</source>
        <translation>會員券</translation>
    </message>
    <message>
        <source>{left} of {granted} left</source>
        <translation>{granted} 中剩 {left}</translation>
    </message>
    <message>
        <source>Members&apos; points</source>
        <translation>會員點數</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>點數</translation>
    </message>
    <message>
        <source>{used} of {limit} used offline</source>
        <translation>斷線已用 {used} / {limit}</translation>
    </message>
    <message>
        <source>Only with a connection</source>
        <translation>僅限連線時</translation>
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
        <translation>收據列印效果</translation>
    </message>
    <message>
        <source>Gift</source>
        <translation>禮品</translation>
    </message>
    <message>
        <source>Show the receipt without prices</source>
        <translation>檢視不含價格的收據</translation>
    </message>
    <message>
        <source>{width} mm</source>
        <translation>{width} 毫米</translation>
    </message>
    <message>
        <source>Show the other width of paper</source>
        <translation>切換紙寬</translation>
    </message>
</context>
<context>
    <name>ParkingActions</name>
    <message>
        <source>The basket from before the interruption is back.</source>
        <extracomment>After a scan the open basket is written down when so long nothing more was scanned; what pays for it, at once.</extracomment>
        <translation>中斷前的那一單回來了。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Payments taken before do not fit its price any more: {taken}.</source>
        <translation>此前收的款與現在的價格對不上：{taken}。</translation>
    </message>
    <message>
        <source>Enter them again at payment, or give the money back.</source>
        <translation>付款時請重新錄入，或把錢退給顧客。</translation>
    </message>
    <message>
        <source>The goods that came back for it are not counted any more.</source>
        <translation>為它退回的商品不再計入。</translation>
    </message>
    <message>
        <source>Take them back again, from the receipts.</source>
        <translation>請從收據頁重新辦理退回。</translation>
    </message>
    <message>
        <source>Scan the member&apos;s code again.</source>
        <translation>請重新掃會員碼。</translation>
    </message>
    <message>
        <source>This till does not know its member.</source>
        <translation>本收銀台沒有這位會員的資料。</translation>
    </message>
    <message>
        <source>Park the basket. A name, if you like</source>
        <translation>掛單。可以起個名字</translation>
    </message>
    <message>
        <source>Show as a code</source>
        <translation>顯示掛單碼</translation>
    </message>
    <message>
        <source>The basket is parked.</source>
        <translation>這一單已掛起。</translation>
    </message>
    <message>
        <source>Asking the ledger …</source>
        <translation>正在詢問總帳……</translation>
    </message>
    <message>
        <source>Looking for baskets of the other tills …</source>
        <translation>正在查詢其他收銀台的掛單……</translation>
    </message>
    <message>
        <source>No connection: only this till&apos;s baskets are shown.</source>
        <translation>沒有連線：只顯示本機的掛單。</translation>
    </message>
    <message>
        <source>No basket is parked.</source>
        <translation>沒有掛單。</translation>
    </message>
    <message>
        <source>As a code</source>
        <translation>掛單碼</translation>
    </message>
    <message>
        <source>Parked baskets</source>
        <translation>掛單</translation>
    </message>
    <message>
        <source>Take up</source>
        <translation>取單</translation>
    </message>
    <message>
        <source>Till {till}</source>
        <translation>收銀台 {till}</translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>The basket is back, at today&apos;s prices.</source>
        <translation>這一單回來了，按現在的價格。</translation>
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
        <translation>應收</translation>
    </message>
    <message>
        <source>Take payment</source>
        <translation>收款</translation>
    </message>
    <message>
        <source>saves {amount}</source>
        <translation>已優惠 {amount}</translation>
    </message>
    <message>
        <source>Take payment of {amount}</source>
        <translation>收款 {amount}</translation>
    </message>
    <message>
        <source>{wallet} of the member&apos;s code: {amount}</source>
        <translation>用會員碼裡的{wallet}付 {amount}</translation>
    </message>
    <message>
        <source>To give back</source>
        <translation>應退</translation>
    </message>
    <message>
        <source>exchange: {amount} comes back</source>
        <translation>換貨：退回商品值 {amount}</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>換貨</translation>
    </message>
    <message>
        <source>Give {amount} back</source>
        <translation>退還 {amount}</translation>
    </message>
</context>
<context>
    <name>PaymentsPresenter</name>
    <message>
        <source>Asking …</source>
        <translation>正在查詢……</translation>
    </message>
    <message>
        <source>Transaction number in the operator&apos;s records</source>
        <translation>商戶平台上的交易號</translation>
    </message>
    <message>
        <source>Where it was looked up that nothing was paid</source>
        <translation>在哪裡查到沒有付款</translation>
    </message>
    <message>
        <source>How a payment ended is set down by hand</source>
        <translation>人工登記付款結果</translation>
    </message>
    <message>
        <source>A waiting basket is voided</source>
        <translation>作廢等待付款的一單</translation>
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
        <translation>所有付款都已有結果。沒有答覆的付款會出現在這裡，直到查明。</translation>
    </message>
    <message>
        <source>Ask now</source>
        <translation>立即查詢</translation>
    </message>
    <message>
        <source>Cancel and give back</source>
        <translation>取消並退回</translation>
    </message>
    <message>
        <source>Each of these baskets is paid once at most, and each refund given once. They are asked for by themselves, also after a restart: go on with the next shopper.</source>
        <translation>列表中的每個購物籃最多付款一次，每筆退款只退一次。系統會自動查詢，重新啟動後也會繼續：請接待下一位顧客。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重試</translation>
    </message>
    <message>
        <source>Paid, by evidence</source>
        <translation>憑據確認已付</translation>
    </message>
    <message>
        <source>Given, by evidence</source>
        <translation>憑據確認已退</translation>
    </message>
    <message>
        <source>Not paid, by evidence</source>
        <translation>憑據確認未付</translation>
    </message>
    <message>
        <source>Give in cash</source>
        <translation>改退現金</translation>
    </message>
    <message>
        <source>Void basket</source>
        <translation>作廢此單</translation>
    </message>
    <message>
        <source>Fetch basket</source>
        <translation>取回此單</translation>
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
        <translation>交付前請掃會員本人的會員碼。</translation>
    </message>
    <message>
        <source>A digit chooses an order, Enter hands over what is chosen. It cannot be taken back.</source>
        <translation>按數字選訂單，按 Enter 交付所選訂單。交付後不能撤回。</translation>
    </message>
    <message>
        <source>Paid web orders</source>
        <translation>已付款的網上訂單</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>交付</translation>
    </message>
    <message>
        <source>No order waits here.</source>
        <translation>這裡沒有待取的訂單。</translation>
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
        <translation>密碼</translation>
    </message>
    <message>
        <source>Asking the ledger …</source>
        <translation>正在詢問總帳…</translation>
    </message>
</context>
<context>
    <name>PointsExchanging</name>
    <message>
        <source>Exchange</source>
        <translation>兌換</translation>
    </message>
    <message>
        <source>How many of {has} {name} points? In steps of {step}; {points} give {gives}.</source>
        <translation>{name}共 {has}，兌換多少？每 {step} 起，{points} 換 {gives}</translation>
    </message>
    <message>
        <source>Exchange {points} {name} for {gives} {other}?</source>
        <translation>用 {points} {name}兌換 {gives} {other}？</translation>
    </message>
    <message>
        <source>It cannot be taken back.</source>
        <translation>兌換後不可撤回。</translation>
    </message>
    <message>
        <source>{name}: {before} → {after}; {other}: {other_before} → {other_after}.</source>
        <translation>{name}：{before} → {after}；{other}：{other_before} → {other_after}。</translation>
    </message>
    <message>
        <source>Asking the ledger for the exchange …</source>
        <translation>正在向總帳申請兌換……</translation>
    </message>
    <message>
        <source>{points} {name} became {gives} {other}.</source>
        <translation>已將 {points} {name}兌換為 {gives} {other}。</translation>
    </message>
    <message>
        <source>The exchange is done; its slip is not printed.</source>
        <translation>兌換已完成，憑證尚未列印。</translation>
    </message>
    <message>
        <source>The ledger has not said yet whether the points were exchanged.</source>
        <translation>總帳尚未答覆點數是否已兌換。</translation>
    </message>
    <message>
        <source>Asked again it is the same exchange: it is never done twice.</source>
        <translation>再次詢問仍是同一筆兌換，不會重複。</translation>
    </message>
</context>
<context>
    <name>PossiblePanel</name>
    <message>
        <source>What you can do now</source>
        <translation>現在可以做什麼</translation>
    </message>
    <message>
        <source>Details are below: PgDn, PgUp</source>
        <translation>詳情在下方：PgDn、PgUp</translation>
    </message>
    <message>
        <source>Cash and card</source>
        <translation>現金與刷卡</translation>
    </message>
    <message>
        <source>WeChat Pay and Alipay</source>
        <translation>微信支付與支付寶</translation>
    </message>
    <message>
        <source>Prices and promotions</source>
        <translation>價格與促銷</translation>
    </message>
    <message>
        <source>Coupons</source>
        <translation>優惠券</translation>
    </message>
    <message>
        <source>Spending points</source>
        <translation>使用點數</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>會員</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>退貨</translation>
    </message>
    <message>
        <source>Of other tills</source>
        <translation>其他收銀台的業務</translation>
    </message>
    <message>
        <source>as always</source>
        <translation>一切照常</translation>
    </message>
    <message>
        <source>one of the two cannot be reached</source>
        <translation>其中一個暫時連不上</translation>
    </message>
    <message>
        <source>not now: take cash or card</source>
        <translation>暫不可用：請收現金或刷卡</translation>
    </message>
    <message>
        <source>without tiers and paid memberships</source>
        <translation>等級與付費會員權益暫停</translation>
    </message>
    <message>
        <source>{count} held here; the list says of others</source>
        <translation>本機保留 {count} 張；其餘看券上提示</translation>
    </message>
    <message>
        <source>{count} held here; all earn</source>
        <translation>本機保留 {count} 點；點數照常累計</translation>
    </message>
    <message>
        <source>within this till&apos;s limit; all earn</source>
        <translation>在本機限額內可用；點數照常累計</translation>
    </message>
    <message>
        <source>not now; all earn</source>
        <translation>暫不可用；點數照常累計</translation>
    </message>
    <message>
        <source>known members, code or card</source>
        <translation>可識別本店會員、會員碼和會員卡</translation>
    </message>
    <message>
        <source>of this till&apos;s own sales</source>
        <translation>僅限本機售出的商品</translation>
    </message>
    <message>
        <source>baskets, web orders, cases: not now</source>
        <translation>掛單、網上訂單、案件：暫不可用</translation>
    </message>
</context>
<context>
    <name>PricePanel</name>
    <message>
        <source>New price</source>
        <translation>改後單價</translation>
    </message>
    <message>
        <source>Percent off</source>
        <translation>減百分比</translation>
    </message>
    <message>
        <source>Amount off</source>
        <translation>減金額</translation>
    </message>
    <message>
        <source>Back to the list price</source>
        <translation>恢復原價</translation>
    </message>
    <message>
        <source>Why? Enter, then the number of the reason.</source>
        <translation>為什麼？按 Enter，再按原因的數字。</translation>
    </message>
    <message>
        <source>in a few words, then Enter</source>
        <translation>寫幾個字說明，再按 Enter</translation>
    </message>
    <message>
        <source>The reason in words</source>
        <translation>原因說明</translation>
    </message>
    <message>
        <source>Discount on the whole basket</source>
        <translation>整單優惠</translation>
    </message>
    <message>
        <source>Only the line</source>
        <translation>只改這一項</translation>
    </message>
    <message>
        <source>Price of {name}</source>
        <translation>改價：{name}</translation>
    </message>
    <message>
        <source>Whole basket</source>
        <translation>整單</translation>
    </message>
    <message>
        <source>Type it: = new price, % percent off, - amount off.</source>
        <translation>請輸入：= 改後單價，% 減百分比，- 減金額。</translation>
    </message>
    <message>
        <source>{before} → {after}</source>
        <translation>{before} → {after}</translation>
    </message>
    <message>
        <source>{change} · a manager must allow this</source>
        <translation>{change} · 需要店長授權</translation>
    </message>
</context>
<context>
    <name>PrinterCard</name>
    <message>
        <source>Receipt printer</source>
        <translation>收據印表機</translation>
    </message>
    <message>
        <source>tcp:HOST:PORT, usb: for the USB printer, serial:PORT:BAUD, file:PATH; empty for none.</source>
        <translation>網路 tcp:主機:連接埠，USB 填 usb:，序列埠 serial:連接埠:波特率，或 file:路徑；留空則不用。</translation>
    </message>
    <message>
        <source>Width of the paper</source>
        <translation>紙寬</translation>
    </message>
    <message>
        <source>58 mm paper</source>
        <translation>58 毫米紙</translation>
    </message>
    <message>
        <source>80 mm paper</source>
        <translation>80 毫米紙</translation>
    </message>
    <message>
        <source>Cash drawer</source>
        <translation>錢櫃</translation>
    </message>
    <message>
        <source>No drawer</source>
        <translation>無錢櫃</translation>
    </message>
    <message>
        <source>Drawer, pin 2</source>
        <translation>錢櫃 2 號針</translation>
    </message>
    <message>
        <source>Drawer, pin 5</source>
        <translation>錢櫃 5 號針</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>儲存</translation>
    </message>
    <message>
        <source>Keep this printer</source>
        <translation>儲存印表機設定</translation>
    </message>
    <message>
        <source>Open drawer</source>
        <translation>開錢櫃</translation>
    </message>
    <message>
        <source>Print a test</source>
        <translation>列印測試頁</translation>
    </message>
    <message>
        <source>Printing …</source>
        <translation>正在列印…</translation>
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
        <translation>會員</translation>
    </message>
    <message>
        <source>Why do you need to see it?</source>
        <translation>為什麼需要看完整資料？</translation>
    </message>
    <message>
        <source>The reason is written down, with your name, before anything is shown.</source>
        <translation>顯示之前，會記下您的姓名和原因。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>顯示</translation>
    </message>
    <message>
        <source>Note for the desks of this store</source>
        <translation>給本店同事的備註</translation>
    </message>
    <message>
        <source>Which note is to be removed?</source>
        <translation>要刪除哪一條備註？</translation>
    </message>
    <message>
        <source>Its words go from all desks of the store. A manager may remove anybody&apos;s.</source>
        <translation>內容會從本店所有收銀台上消失。店長可以刪除任何人的備註。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>刪除</translation>
    </message>
</context>
<context>
    <name>ProfileView</name>
    <message>
        <source>Nobody is shown</source>
        <translation>還沒有選會員</translation>
    </message>
    <message>
        <source>Scan the member&apos;s code or card, or type a name, initials or the last digits of the phone.</source>
        <translation>掃會員碼或會員卡，或輸入姓名、拼音首字母、手機末碼。</translation>
    </message>
    <message>
        <source>To the basket</source>
        <translation>開單</translation>
    </message>
    <message>
        <source>Put this member on the basket</source>
        <translation>把這位會員放進購物籃</translation>
    </message>
    <message>
        <source>Back to the checkout</source>
        <translation>返回收銀</translation>
    </message>
    <message>
        <source>Show in full</source>
        <translation>顯示完整資料</translation>
    </message>
    <message>
        <source>Show name, phone and birthday in full</source>
        <translation>顯示完整的姓名、手機和生日</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>備註</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>寫備註</translation>
    </message>
    <message>
        <source>Remove a note</source>
        <translation>刪除備註</translation>
    </message>
    <message>
        <source>Ask the ledger</source>
        <translation>詢問總帳</translation>
    </message>
    <message>
        <source>Wish</source>
        <translation>心願</translation>
    </message>
    <message>
        <source>Note goods that they wish for</source>
        <translation>記下會員想要的商品</translation>
    </message>
</context>
<context>
    <name>ProgramsPage</name>
    <message>
        <source>Programs of the member</source>
        <translation>會員的各個計劃</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>兌換</translation>
    </message>
    <message>
        <source>Exchange points</source>
        <translation>點數兌換</translation>
    </message>
    <message>
        <source>Green: what this basket brings</source>
        <translation>綠字：本單所得與等級優惠</translation>
    </message>
    <message>
        <source>Enter the draw</source>
        <translation>參加抽獎</translation>
    </message>
</context>
<context>
    <name>PurchaseSearch</name>
    <message>
        <source>all stores and web, {shown} of {all}</source>
        <translation>全部門市和線上，{shown} / {all}</translation>
    </message>
    <message>
        <source>, the oldest not searched</source>
        <translation>，最早的未搜尋</translation>
    </message>
    <message>
        <source>Nothing found in all that they bought.</source>
        <translation>在全部購買記錄裡沒有找到。</translation>
    </message>
    <message>
        <source>the newest {count}</source>
        <translation>最近 {count} 條</translation>
    </message>
    <message>
        <source>asking the ledger …</source>
        <translation>正在詢問總帳…</translation>
    </message>
    <message>
        <source>the newest {count}; no connection for the others</source>
        <translation>最近 {count} 條；其餘的要連線才能查</translation>
    </message>
    <message>
        <source>Nothing bought yet.</source>
        <translation>還沒有購買記錄。</translation>
    </message>
    <message>
        <source>This till was not told what they bought. With a connection, Everywhere asks the ledger.</source>
        <translation>這台收銀台沒有購買記錄。連線後按「查全部」詢問總帳。</translation>
    </message>
    <message>
        <source>Not among the newest. Enter looks through everything that they bought.</source>
        <translation>最近的記錄裡沒有。按 Enter 查全部購買記錄。</translation>
    </message>
</context>
<context>
    <name>PurchasesPanel</name>
    <message>
        <source>Purchases</source>
        <translation>購買記錄</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜尋</translation>
    </message>
    <message>
        <source>Search the purchases</source>
        <translation>搜尋購買記錄</translation>
    </message>
    <message>
        <source>Purchases, the newest first</source>
        <translation>購買記錄，最新的在前</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>查全部</translation>
    </message>
    <message>
        <source>Ask the ledger for all purchases</source>
        <translation>向總帳查詢全部購買記錄</translation>
    </message>
</context>
<context>
    <name>RainCheckActions</name>
    <message>
        <source>A rain check for {name}</source>
        <translation>為 {name} 開缺貨券</translation>
    </message>
    <message>
        <source>Rain check: {name} × {count} at {price}</source>
        <translation>缺貨券：{name} × {count}，單價 {price}</translation>
    </message>
    <message>
        <source>It is being printed, and the line is out of the basket.</source>
        <translation>正在列印，該商品已移出購物籃。</translation>
    </message>
    <message>
        <source>The rain check counts, and is not printed yet.</source>
        <translation>缺貨券已生效，但還沒有列印。</translation>
    </message>
    <message>
        <source>Print it again</source>
        <translation>重新列印</translation>
    </message>
</context>
<context>
    <name>RangePresenter</name>
    <message>
        <source>{person}: type your PIN once more. The ledger asks who proposes.</source>
        <translation>{person}：請再輸一次密碼，總帳要確認由誰提案。</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>more follow</source>
        <translation>還有更多</translation>
    </message>
    <message>
        <source>{count} of the store&apos;s own</source>
        <translation>自營 {count} 款</translation>
    </message>
    <message>
        <source>Asking the ledger …</source>
        <translation>正在詢問總帳……</translation>
    </message>
    <message>
        <source>No proposal in this state. F4 proposes goods, F7 finds goods to price.</source>
        <translation>沒有此狀態的提案。F4 提報新商品，F7 找商品定價。</translation>
    </message>
    <message>
        <source>Nothing found. F7 looks for something else.</source>
        <translation>沒有找到。按 F7 再找。</translation>
    </message>
    <message>
        <source>This store has no goods or prices of its own. F4 proposes goods, F7 finds goods to price.</source>
        <translation>本店還沒有自營商品或自訂價格。F4 提報新商品，F7 找商品定價。</translation>
    </message>
    <message>
        <source>Name, initials, SKU or barcode</source>
        <translation>品名、拼音首字母、貨號或條碼</translation>
    </message>
    <message>
        <source>Who approves? Their number in the group</source>
        <translation>由誰批准？請輸入其集團員工編號</translation>
    </message>
    <message>
        <source>New price of {name} here</source>
        <translation>{name}在本店的新價格</translation>
    </message>
    <message>
        <source>Why not? The store reads it</source>
        <translation>拒絕原因（門市可見）</translation>
    </message>
    <message>
        <source>Why is it taken back? Enter does it, Esc leaves it</source>
        <translation>為什麼撤回？Enter 撤回，Esc 保留</translation>
    </message>
    <message>
        <source>Their secret</source>
        <translation>其金鑰</translation>
    </message>
    <message>
        <source>Proposed. It counts when {brands} approves.</source>
        <translation>已提案，{brands}批准後生效。</translation>
    </message>
    <message>
        <source>Until then everything is sold as before.</source>
        <translation>在此之前一切照舊。</translation>
    </message>
    <message>
        <source>Approved: the tills have it with their next sync.</source>
        <translation>已批准：收銀台下次同步後生效。</translation>
    </message>
    <message>
        <source>Send it again</source>
        <translation>重新發送</translation>
    </message>
</context>
<context>
    <name>RangeView</name>
    <message>
        <source>Propose a price</source>
        <translation>提出價格</translation>
    </message>
    <message>
        <source>Group&apos;s price again</source>
        <translation>恢復集團價</translation>
    </message>
    <message>
        <source>Sell it no more</source>
        <translation>不再銷售</translation>
    </message>
    <message>
        <source>Sell it again</source>
        <translation>恢復銷售</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>拒絕</translation>
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
        <translation>重新整理</translation>
    </message>
    <message>
        <source>The chosen goods or proposal</source>
        <translation>所選商品或提案</translation>
    </message>
    <message>
        <source>Own goods, prices and proposals</source>
        <translation>自營商品、價格與提案</translation>
    </message>
    <message>
        <source>Own goods and prices</source>
        <translation>自營商品與價格</translation>
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
        <translation>繼續</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>自營</translation>
    </message>
    <message>
        <source>State: {what}</source>
        <translation>狀態：{what}</translation>
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
        <translation>經過</translation>
    </message>
</context>
<context>
    <name>ReceiptsPresenter</name>
    <message>
        <source>Printing …</source>
        <translation>正在列印…</translation>
    </message>
    <message>
        <source>The receipt was printed again, as a copy.</source>
        <translation>收據已重新列印（副本）。</translation>
    </message>
    <message>
        <source>The receipt is printed.</source>
        <translation>收據已列印。</translation>
    </message>
    <message>
        <source>The gift receipt is printed.</source>
        <translation>禮品收據已列印。</translation>
    </message>
    <message>
        <source>Save the receipt as</source>
        <translation>收據儲存為</translation>
    </message>
    <message>
        <source>Receipt number, time, or amount</source>
        <translation>收據號、時間或金額</translation>
    </message>
    <message>
        <source>Receipt saved: {path}</source>
        <translation>收據已儲存：{path}</translation>
    </message>
</context>
<context>
    <name>ReceiptsView</name>
    <message>
        <source>Receipts of this till</source>
        <translation>本收銀台的收據</translation>
    </message>
    <message>
        <source>No sale yet. Completed sales appear here, newest first.</source>
        <translation>還沒有交易。完成的交易會顯示在這裡，最新的在最前。</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查詢</translation>
    </message>
    <message>
        <source>Return goods</source>
        <translation>退貨</translation>
    </message>
    <message>
        <source>Void last</source>
        <translation>作廢上一筆</translation>
    </message>
    <message>
        <source>Other tills</source>
        <translation>其他收銀台</translation>
    </message>
    <message>
        <source>Sales of other tills, or of a member</source>
        <translation>其他收銀台的銷售，或某位會員的購買</translation>
    </message>
    <message>
        <source>No receipt</source>
        <translation>無收據</translation>
    </message>
    <message>
        <source>Take goods back without a receipt</source>
        <translation>無收據退貨</translation>
    </message>
    <message>
        <source>Gift receipt</source>
        <translation>禮品收據</translation>
    </message>
    <message>
        <source>Print a receipt without prices</source>
        <translation>列印不含價格的收據</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>重新列印</translation>
    </message>
    <message>
        <source>Print the {count} that are missing</source>
        <translation>列印未列印的 {count} 張</translation>
    </message>
    <message>
        <source>Print receipt</source>
        <translation>列印收據</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>存為 PDF</translation>
    </message>
    <message>
        <source>Reprints say COPY.</source>
        <translation>重新列印的收據會註明「副本」。</translation>
    </message>
    <message>
        <source>Who pays, who earns</source>
        <translation>誰承擔、誰得益</translation>
    </message>
</context>
<context>
    <name>RefundActions</name>
    <message>
        <source>Asking …</source>
        <translation>正在查詢……</translation>
    </message>
    <message>
        <source>Refund number in the operator&apos;s records</source>
        <translation>支付機構記錄中的退款單號</translation>
    </message>
    <message>
        <source>Where it was looked up that nothing was given back</source>
        <translation>在何處查到確實沒有退款</translation>
    </message>
    <message>
        <source>A refund is set down by hand as given</source>
        <translation>手工登記退款已完成</translation>
    </message>
    <message>
        <source>{amount} in cash instead of by {wallet}</source>
        <translation>{amount} 改退現金，不走{wallet}</translation>
    </message>
    <message>
        <source>Give the shopper {amount} in cash.</source>
        <translation>請退給顧客現金 {amount}。</translation>
    </message>
</context>
<context>
    <name>ReturnWords</name>
    <message>
        <source>Scan the goods, or choose them with + and −</source>
        <translation>請掃描要退的商品，或用 + / − 選擇</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>現金</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>刷卡</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>The shopper pays</source>
        <translation>顧客補付</translation>
    </message>
    <message>
        <source>{wallet}, given back by itself</source>
        <translation>{wallet}（自動退回）</translation>
    </message>
    <message>
        <source>Gifts that are kept</source>
        <translation>未退回的贈品</translation>
    </message>
    <message>
        <source>Points given back</source>
        <translation>退回點數</translation>
    </message>
    <message>
        <source>Points taken back ({program})</source>
        <translation>扣回點數（{program}）</translation>
    </message>
    <message>
        <source>Coupons given back</source>
        <translation>退回優惠券</translation>
    </message>
    <message>
        <source>changed their mind</source>
        <translation>不想要了</translation>
    </message>
    <message>
        <source>faulty goods</source>
        <translation>商品有問題</translation>
    </message>
    <message>
        <source>wrong goods</source>
        <translation>買錯商品</translation>
    </message>
    <message>
        <source>another reason</source>
        <translation>其他原因</translation>
    </message>
    <message>
        <source>voided</source>
        <translation>作廢</translation>
    </message>
    <message>
        <source>WeChat Pay</source>
        <translation>微信支付</translation>
    </message>
    <message>
        <source>Alipay</source>
        <translation>支付寶</translation>
    </message>
    <message>
        <source>For other goods</source>
        <translation>換購其他商品</translation>
    </message>
    <message>
        <source>Refund {amount} by {wallet} (payment {of}); its reference</source>
        <translation>請用{wallet}退款 {amount}（交易號 {of}），並輸入退款參考號</translation>
    </message>
    <message>
        <source>Refund {amount} at the terminal; its reference</source>
        <translation>請在刷卡機上退款 {amount}，並輸入參考號</translation>
    </message>
    <message>
        <source>of {left}</source>
        <translation>可退 {left}</translation>
    </message>
    <message>
        <source>paid {amount} for {quantity}</source>
        <translation>{quantity} 件實付 {amount}</translation>
    </message>
    <message>
        <source>Gift {sku}</source>
        <translation>贈品 {sku}</translation>
    </message>
    <message>
        <source>Gift card, filled again</source>
        <translation>退回禮品卡</translation>
    </message>
    <message>
        <source>Stored value, filled again</source>
        <translation>退回儲值</translation>
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
        <translation>為什麼退貨？</translation>
    </message>
    <message>
        <source>Goods come back</source>
        <translation>退貨</translation>
    </message>
    <message>
        <source>Take back without looking it up</source>
        <translation>不查詢，直接退貨</translation>
    </message>
    <message>
        <source>Taken back. Refund: {amount}</source>
        <translation>已退貨，退款 {amount}</translation>
    </message>
    <message>
        <source>Void this sale</source>
        <translation>作廢這筆銷售</translation>
    </message>
    <message>
        <source>Asking the ledger about this sale …</source>
        <translation>正在向總帳查詢這筆銷售……</translation>
    </message>
</context>
<context>
    <name>ReturnsView</name>
    <message>
        <source>Goods of the sale</source>
        <translation>這筆銷售的商品</translation>
    </message>
    <message>
        <source>What goes back</source>
        <translation>退還內容</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>加一件</translation>
    </message>
    <message>
        <source>One less</source>
        <translation>減一件</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>數量</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>有損壞</translation>
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
        <translation>重新列印</translation>
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
        <translation>全部退現金</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>退款單價</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開啟</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>確認退貨</translation>
    </message>
    <message>
        <source>Exchange for other goods</source>
        <translation>換購其他商品</translation>
    </message>
</context>
<context>
    <name>RewardActions</name>
    <message>
        <source>Give {name} for {points} points?</source>
        <translation>用 {points} 點兌換{name}？</translation>
    </message>
    <message>
        <source>It cannot be taken back.</source>
        <translation>兌換後不能撤回。</translation>
    </message>
    <message>
        <source>Enter again gives it.</source>
        <translation>再按一次 Enter 鍵確認兌換。</translation>
    </message>
    <message>
        <source>{name} is given for {points} points.</source>
        <translation>已用 {points} 點兌換{name}。</translation>
    </message>
    <message>
        <source>Hand it over.</source>
        <translation>請把商品交給顧客。</translation>
    </message>
    <message>
        <source>The coupon is there in a moment.</source>
        <translation>優惠券稍後到帳。</translation>
    </message>
</context>
<context>
    <name>SaleFinder</name>
    <message>
        <source>Receipt number, or the member&apos;s phone or name</source>
        <translation>收據號，或會員手機號碼、姓名</translation>
    </message>
    <message>
        <source>Choose a sale and press Enter, or scan the receipt or the member&apos;s code</source>
        <translation>選中一筆銷售後按 Enter 鍵，或掃描收據、會員碼</translation>
    </message>
    <message>
        <source>Asking the ledger …</source>
        <translation>正在向總帳查詢……</translation>
    </message>
    <message>
        <source>Sales of all tills</source>
        <translation>所有收銀台的銷售</translation>
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
        <translation>收據儲存為</translation>
    </message>
    <message>
        <source>Receipt saved: {path}</source>
        <translation>收據已儲存：{path}</translation>
    </message>
</context>
<context>
    <name>ScanBar</name>
    <message>
        <source>Scan anything, or type a name, initials, SKU or phone tail</source>
        <translation>掃任意碼，或輸入品名、拼音首字母、貨號、手機末碼</translation>
    </message>
    <message>
        <source>A payment is being taken; Esc goes back to the basket</source>
        <translation>正在收款；按 Esc 返回購物籃</translation>
    </message>
    <message>
        <source>Scan or search</source>
        <translation>掃碼或查詢</translation>
    </message>
    <message>
        <source>Scan a member&apos;s code or card, or type a name, initials or phone tail</source>
        <translation>掃會員碼或會員卡，或輸入姓名、拼音首字母、手機末碼</translation>
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
        <translation>{name}：帳面上只剩 {count}（{age}）。</translation>
    </message>
    <message>
        <source>{name}: sold out by the books ({age}).</source>
        <translation>{name}：帳面上已售完（{age}）。</translation>
    </message>
    <message>
        <source>It is in the basket.</source>
        <translation>已加入購物籃。</translation>
    </message>
    <message>
        <source>If it is here in your hand, sell it: the books are wrong. If not, tell the shopper now (Del).</source>
        <translation>實物在手就照常銷售，說明帳面有誤；沒有實物請現在告訴顧客（Del 移除）。</translation>
    </message>
    <message>
        <source>The coupon {offer} cannot be used: {reason}.</source>
        <translation>優惠券「{offer}」不能使用：{reason}。</translation>
    </message>
    <message>
        <source>It is not used up; the shopper keeps it.</source>
        <translation>券沒有被核銷，顧客可以保留。</translation>
    </message>
    <message>
        <source>Tell the shopper now, before payment.</source>
        <translation>請在付款前告訴顧客。</translation>
    </message>
    <message>
        <source>Rain check</source>
        <translation>缺貨券</translation>
    </message>
</context>
<context>
    <name>ScannerCard</name>
    <message>
        <source>Hand scanners</source>
        <translation>手持掃描器</translation>
    </message>
    <message>
        <source>A scanner that types like a keyboard works without any setting. One on a serial port is set here.</source>
        <translation>鍵盤式掃描器無需設定即可使用。序列埠掃描器在此設定。</translation>
    </message>
    <message>
        <source>Port of the serial scanner</source>
        <translation>序列埠掃描器連接埠</translation>
    </message>
    <message>
        <source>No serial scanner</source>
        <translation>無序列埠掃描器</translation>
    </message>
    <message>
        <source>Speed of the port</source>
        <translation>連接埠速度</translation>
    </message>
    <message>
        <source>{baud} baud</source>
        <translation>{baud} 波特</translation>
    </message>
    <message>
        <source>What the scanner sends behind a code</source>
        <translation>掃描器在碼後傳送</translation>
    </message>
    <message>
        <source>Enter behind</source>
        <translation>碼後按 Enter 鍵</translation>
    </message>
    <message>
        <source>Tab behind</source>
        <translation>碼後 Tab</translation>
    </message>
    <message>
        <source>Nothing behind</source>
        <translation>碼後無字元</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>儲存</translation>
    </message>
    <message>
        <source>Keep this scanner</source>
        <translation>儲存掃描器設定</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>提示音</translation>
    </message>
    <message>
        <source>A sound says whether a scan was read</source>
        <translation>掃碼成功或被拒時發出提示音</translation>
    </message>
    <message>
        <source>No serial scanner is set up</source>
        <translation>未設定序列埠掃描器</translation>
    </message>
    <message>
        <source>The scanner is not plugged in; it is looked for</source>
        <translation>掃描器未接入，正在查詢</translation>
    </message>
    <message>
        <source>Ready on {port}</source>
        <translation>{port} 就緒</translation>
    </message>
</context>
<context>
    <name>SearchPopup</name>
    <message>
        <source>Search results</source>
        <translation>查詢結果</translation>
    </message>
    <message>
        <source>Nothing found. Enter takes it as a code, as if it were scanned.</source>
        <translation>沒有找到。按 Enter 按條碼處理。</translation>
    </message>
    <message>
        <source>↑ ↓ choose · Enter take · Esc close</source>
        <translation>↑ ↓ 選擇 · Enter 確認 · Esc 關閉</translation>
    </message>
    <message>
        <source>Whoever shows their code is served.</source>
        <translation>出示會員碼的顧客照常服務。</translation>
    </message>
</context>
<context>
    <name>ServicesPage</name>
    <message>
        <source>Services of the member</source>
        <translation>會員服務權益</translation>
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
        <translation>需會員碼才可使用</translation>
    </message>
    <message>
        <source>Give it</source>
        <translation>兌換</translation>
    </message>
</context>
<context>
    <name>SettingChange</name>
    <message>
        <source>Change a setting of this till: {setting}</source>
        <translation>更改本機設定：{setting}</translation>
    </message>
</context>
<context>
    <name>SettingLine</name>
    <message>
        <source>Testing …</source>
        <translation>測試中…</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>測試</translation>
    </message>
    <message>
        <source>Test: {what}</source>
        <translation>測試：{what}</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>儲存</translation>
    </message>
    <message>
        <source>Keep: {what}</source>
        <translation>儲存：{what}</translation>
    </message>
    <message>
        <source>Not kept yet. Enter keeps it, Esc takes the old value.</source>
        <translation>尚未儲存：按 Enter 儲存，按 Esc 還原。</translation>
    </message>
</context>
<context>
    <name>SettingsPresenter</name>
    <message>
        <source>It takes effect when the till is started again.</source>
        <extracomment>A test of a scanner waits so long for a scan.</extracomment>
        <translation>重新啟動後生效。</translation>
    </message>
    <message>
        <source>From {low} to {high}.</source>
        <translation>範圍 {low} 至 {high}。</translation>
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
        <translation>{code} 來自其他掃描器。請用序列埠掃描器掃一次。</translation>
    </message>
    <message>
        <source>Read: {code}</source>
        <translation>已讀取：{code}</translation>
    </message>
    <message>
        <source>Nothing was read in {seconds} seconds. If you did scan: look at the port, its speed, and whether the scanner is set to a serial port.</source>
        <translation>{seconds} 秒內沒有讀到任何內容。如果已經掃過：請檢查連接埠、速率，以及掃描器是否設為序列埠模式。</translation>
    </message>
    <message>
        <source>Kept.</source>
        <translation>已儲存。</translation>
    </message>
    <message>
        <source>Kept. It takes effect when the till is started again.</source>
        <translation>已儲存，重新啟動後生效。</translation>
    </message>
</context>
<context>
    <name>SettingsView</name>
    <message>
        <source>Search a setting: just type</source>
        <translation>直接輸入即可查詢設定</translation>
    </message>
    <message>
        <source>Search a setting</source>
        <translation>查詢設定</translation>
    </message>
    <message>
        <source>No setting is called like that. Esc shows all of them.</source>
        <translation>沒有符合的設定，按 Esc 顯示全部。</translation>
    </message>
    <message numerus="yes">
        <source>%n setting(s)</source>
        <translation>
            <numerusform>%n 項設定</numerusform>
        </translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>本機</translation>
    </message>
</context>
<context>
    <name>ShiftPresenter</name>
    <message>
        <source>Count the float</source>
        <translation>清點備用金</translation>
    </message>
    <message>
        <source>Count the drawer</source>
        <translation>清點錢櫃</translation>
    </message>
    <message>
        <source>Pieces of each note and coin that lie in the drawer now. Enter goes on to the next.</source>
        <translation>輸入錢櫃裡每種面額的張數（枚數），按 Enter 到下一列。</translation>
    </message>
    <message>
        <source>Count without looking anything up: what should be there is shown afterwards.</source>
        <translation>盲盤：只數現金，應有金額在確認後才顯示。</translation>
    </message>
    <message>
        <source>{expected} should be there. Say why and press Enter; Esc: count again.</source>
        <translation>應有 {expected}。寫明原因後按 Enter；要重數按 Esc。</translation>
    </message>
    <message>
        <source>This store sells in shifts only. Count the float and open one.</source>
        <translation>本店須開班後才能銷售。請清點備用金並開班。</translation>
    </message>
    <message>
        <source>Count the float and open one; sales without a shift stand in no Z report.</source>
        <translation>請清點備用金並開班；未開班的銷售不會計入 Z 報表。</translation>
    </message>
    <message>
        <source>No shift is open</source>
        <translation>尚未開班</translation>
    </message>
    <message>
        <source>Business day {day}, opened {when} by {staff}</source>
        <translation>營業日 {day}，{when} 由 {staff} 開班</translation>
    </message>
    <message>
        <source>The shift so far</source>
        <translation>本班至今</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>商品合計</translation>
    </message>
    <message>
        <source>Savings</source>
        <translation>優惠</translation>
    </message>
    <message>
        <source>Paid with points</source>
        <translation>點數折抵</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>銷售額</translation>
    </message>
    <message>
        <source>Number of sales</source>
        <translation>銷售筆數</translation>
    </message>
    <message>
        <source>Of them to members</source>
        <translation>其中會員</translation>
    </message>
    <message>
        <source>Voided baskets</source>
        <translation>作廢單數</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>現金</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>刷卡</translation>
    </message>
    <message>
        <source>Returns × {count}</source>
        <translation>退貨 × {count}</translation>
    </message>
    <message>
        <source>Wallet refunds under way × {count}</source>
        <translation>在途錢包退款 × {count}</translation>
    </message>
    <message>
        <source>Cash instead of a wallet&apos;s refund</source>
        <translation>錢包退款改付現金</translation>
    </message>
    <message>
        <source>Float</source>
        <translation>備用金</translation>
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
        <translation>繳款入庫</translation>
    </message>
    <message>
        <source>Drawer opened without a sale</source>
        <translation>無銷售開錢櫃</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>相符</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>溢收</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>短收</translation>
    </message>
    <message>
        <source>Last Z report</source>
        <translation>上一份 Z 報表</translation>
    </message>
    <message>
        <source>Business day</source>
        <translation>營業日</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>結班時間</translation>
    </message>
    <message>
        <source>Should be there</source>
        <translation>應有現金</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>清點合計</translation>
    </message>
    <message>
        <source>Not at the ledger when it was closed</source>
        <translation>結班時未同步的記錄</translation>
    </message>
    <message>
        <source>{amount} over. Why?</source>
        <translation>溢收 {amount}，原因？</translation>
    </message>
    <message>
        <source>{amount} short. Why?</source>
        <translation>短收 {amount}，原因？</translation>
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
        <translation>繳款多少？</translation>
    </message>
    <message>
        <source>Open or close the shift</source>
        <translation>開班或結班</translation>
    </message>
    <message>
        <source>Cash of the drawer: {amount}</source>
        <translation>錢櫃現金：{amount}</translation>
    </message>
    <message>
        <source>Too much cash in the drawer</source>
        <translation>錢櫃現金過多</translation>
    </message>
    <message>
        <source>What for?</source>
        <translation>用途或原因？</translation>
    </message>
    <message>
        <source>{text} is no amount.</source>
        <translation>「{text}」不是金額。</translation>
    </message>
    <message>
        <source>Written down.</source>
        <translation>已記錄。</translation>
    </message>
    <message>
        <source>The report was printed.</source>
        <translation>報表已列印。</translation>
    </message>
    <message>
        <source>WeChat Pay</source>
        <translation>微信支付</translation>
    </message>
    <message>
        <source>Alipay</source>
        <translation>支付寶</translation>
    </message>
    <message>
        <source>Exchanged goods</source>
        <translation>換貨折抵</translation>
    </message>
    <message>
        <source>Written down. The drawer did not open: use its key.</source>
        <translation>已記錄。錢櫃未開啟，請用鑰匙開啟。</translation>
    </message>
    <message>
        <source>Rounding of cash</source>
        <translation>現金抹零</translation>
    </message>
    <message>
        <source>Gift card</source>
        <translation>禮品卡</translation>
    </message>
    <message>
        <source>Stored value</source>
        <translation>儲值</translation>
    </message>
    <message>
        <source>Gift cards and top-ups sold × {count}</source>
        <translation>售出禮品卡和儲值 × {count}</translation>
    </message>
</context>
<context>
    <name>ShiftView</name>
    <message>
        <source>Open the shift</source>
        <translation>開班</translation>
    </message>
    <message>
        <source>Print the last Z report again</source>
        <translation>補打上一份 Z 報表</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>現金</translation>
    </message>
    <message>
        <source>Pay in</source>
        <translation>存入現金</translation>
    </message>
    <message>
        <source>Pay out</source>
        <translation>支出現金</translation>
    </message>
    <message>
        <source>Drop into the safe</source>
        <translation>繳款入庫</translation>
    </message>
    <message>
        <source>Open the drawer</source>
        <translation>開錢櫃</translation>
    </message>
    <message>
        <source>Print the X report</source>
        <translation>列印 X 報表</translation>
    </message>
    <message>
        <source>Count and close</source>
        <translation>清點並結班</translation>
    </message>
    <message>
        <source>The count is right</source>
        <translation>清點無誤</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>What the shift adds up to</source>
        <translation>本班別彙總</translation>
    </message>
    <message>
        <source>Counted: {amount}</source>
        <translation>清點合計：{amount}</translation>
    </message>
</context>
<context>
    <name>SignInPresenter</name>
    <message>
        <source>The till has locked itself, because nobody touched it.</source>
        <translation>收銀台長時間無人操作，已自動鎖定。</translation>
    </message>
    <message>
        <source>{name} goes on with the PIN, or a manager does.</source>
        <translation>請 {name} 本人或店長輸入密碼繼續。</translation>
    </message>
    <message>
        <source>The basket is kept.</source>
        <translation>購物籃已保留。</translation>
    </message>
</context>
<context>
    <name>SignInView</name>
    <message>
        <source>Who is at the till?</source>
        <translation>誰在收銀？</translation>
    </message>
    <message>
        <source>Staff number</source>
        <translation>員工編號</translation>
    </message>
    <message>
        <source>Touch your name or go to it with the arrow keys, type your staff number, or scan your badge.</source>
        <translation>點選姓名或用方向鍵選擇，直接輸入員工編號，或掃描員工卡。</translation>
    </message>
    <message>
        <source>just type it, then Enter</source>
        <translation>直接輸入，按 Enter 確認</translation>
    </message>
    <message>
        <source>Take this staff number</source>
        <translation>使用此員工編號</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登入</translation>
    </message>
    <message>
        <source>Till {till}</source>
        <translation>收銀台 {till}</translation>
    </message>
    <message>
        <source>PIN of {name}</source>
        <translation>{name} 的密碼</translation>
    </message>
    <message>
        <source>Choose your name first</source>
        <translation>請先選擇姓名</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>正在驗證…</translation>
    </message>
    <message>
        <source>cashier</source>
        <translation>收銀員</translation>
    </message>
    <message>
        <source>guide</source>
        <translation>銷售顧問</translation>
    </message>
    <message>
        <source>manager</source>
        <translation>店長</translation>
    </message>
    <message>
        <source>auditor</source>
        <translation>稽核</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count} 條待上傳</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已連線</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未連線</translation>
    </message>
    <message>
        <source>signing in works all the same</source>
        <translation>不影響登入</translation>
    </message>
    <message numerus="yes">
        <source>{count} digits typed</source>
        <translation>
            <numerusform>已輸入 {count} 位</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StoreErrorView</name>
    <message>
        <source>The till cannot open its data</source>
        <translation>收銀台無法開啟資料</translation>
    </message>
    <message>
        <source>What is safe</source>
        <translation>哪些是安全的</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>接下來怎麼做</translation>
    </message>
    <message>
        <source>Code for the office: {code}</source>
        <translation>報給總部的代碼：{code}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>關閉</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重試</translation>
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
        <translation>推薦</translation>
    </message>
</context>
<context>
    <name>TenderPanel</name>
    <message>
        <source>Back to the basket</source>
        <translation>返回購物籃</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>現金</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>刷卡</translation>
    </message>
    <message>
        <source>Reference on the terminal&apos;s slip</source>
        <translation>刷卡簽單上的參考號</translation>
    </message>
    <message>
        <source>Nothing more is to be taken</source>
        <translation>不用再收款</translation>
    </message>
    <message>
        <source>Paid on the terminal</source>
        <translation>刷卡金額</translation>
    </message>
    <message>
        <source>Cash received</source>
        <translation>實收現金</translation>
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
        <translation>還差 {amount}</translation>
    </message>
    <message>
        <source>Exact, no change</source>
        <translation>正好，無需找零</translation>
    </message>
    <message>
        <source>Complete sale</source>
        <translation>完成交易</translation>
    </message>
    <message>
        <source>Type an amount</source>
        <translation>請輸入金額</translation>
    </message>
    <message>
        <source>Take {amount}, then the rest</source>
        <translation>先收 {amount}，再收餘款</translation>
    </message>
    <message>
        <source>Take {amount}, complete</source>
        <translation>收 {amount} 並完成</translation>
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
        <translation>應收</translation>
    </message>
    <message>
        <source>Paid in full</source>
        <translation>已付清</translation>
    </message>
    <message>
        <source>To give back</source>
        <translation>應退</translation>
    </message>
    <message>
        <source>Being confirmed</source>
        <translation>確認中</translation>
    </message>
    <message>
        <source>The card is being asked</source>
        <translation>正在查詢禮品卡</translation>
    </message>
    <message>
        <source>Being paid</source>
        <translation>付款中</translation>
    </message>
    <message>
        <source>Still to pay</source>
        <translation>還需收</translation>
    </message>
    <message>
        <source>Take back: {tender}</source>
        <translation>撤回：{tender}</translation>
    </message>
    <message>
        <source>Take this payment back</source>
        <translation>撤回這筆付款</translation>
    </message>
    <message>
        <source>Press again to refund it</source>
        <translation>再按一次，退給顧客</translation>
    </message>
    <message>
        <source>Press again: no exchange</source>
        <translation>再按一次取消換貨</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>現金</translation>
    </message>
    <message>
        <source>Exchange · {reference}</source>
        <translation>換貨 · {reference}</translation>
    </message>
    <message>
        <source>WeChat Pay · {reference}</source>
        <translation>微信支付 · {reference}</translation>
    </message>
    <message>
        <source>Alipay · {reference}</source>
        <translation>支付寶 · {reference}</translation>
    </message>
    <message>
        <source>Card · {reference}</source>
        <translation>刷卡 · {reference}</translation>
    </message>
    <message>
        <source>Stored value · {left} left</source>
        <translation>儲值 · 餘 {left}</translation>
    </message>
    <message>
        <source>Gift card {card} · {left} left</source>
        <translation>禮品卡 {card} · 餘 {left}</translation>
    </message>
</context>
<context>
    <name>TodayPanel</name>
    <message>
        <source>Contact today (Ctrl+D)</source>
        <translation>今日可聯絡（Ctrl+D）</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>聯絡</translation>
    </message>
</context>
<context>
    <name>TodayPresenter</name>
    <message>
        <source>The message is copied: paste it where you send.</source>
        <translation>話術已複製，請貼上到傳送處。</translation>
    </message>
    <message>
        <source>Contacted. What came of it? (may be empty)</source>
        <translation>已聯絡。結果如何？（可不填）</translation>
    </message>
    <message>
        <source>Told in the store. What came of it? (may be empty)</source>
        <translation>已當面告知。結果如何？（可不填）</translation>
    </message>
    <message>
        <source>Not about this. Why? (may be empty)</source>
        <translation>不為此事聯絡。原因？（可不填）</translation>
    </message>
    <message>
        <source>Again in how many days?</source>
        <translation>幾天後再提醒？</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>Nobody contacts {name} any more, in any store. Type yes to confirm</source>
        <translation>所有門市都不再聯絡 {name}。輸入「是」確認</translation>
    </message>
    <message>
        <source>From now on this is your member.</source>
        <translation>從現在起由你跟進這位會員。</translation>
    </message>
</context>
<context>
    <name>TodayView</name>
    <message>
        <source>Members to contact, the most important first</source>
        <translation>待聯絡會員，最重要的在前</translation>
    </message>
    <message>
        <source>Contacted</source>
        <translation>已聯絡</translation>
    </message>
    <message>
        <source>Told in the store</source>
        <translation>當面告知</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍後</translation>
    </message>
    <message>
        <source>Not about this</source>
        <translation>不為此事</translation>
    </message>
    <message>
        <source>Wants no contact</source>
        <translation>不願被聯絡</translation>
    </message>
    <message>
        <source>Whose members: {whose}</source>
        <translation>誰的會員：{whose}</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>讀取中…</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新讀取</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>{count} waiting</source>
        <translation>{count} 條待上傳</translation>
    </message>
    <message>
        <source>oldest {age}</source>
        <translation>最早 {age}</translation>
    </message>
    <message>
        <source>Suspended by the ledger</source>
        <translation>已被總帳暫停</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未連線</translation>
    </message>
    <message>
        <source>nothing waiting</source>
        <translation>沒有待上傳</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已連線</translation>
    </message>
    <message>
        <source>look here: something is wrong</source>
        <translation>有問題，請點此檢視</translation>
    </message>
    <message>
        <source>all sent</source>
        <translation>已全部上傳</translation>
    </message>
    <message>
        <source>Long offline, since {moment}</source>
        <translation>長時間離線，自 {moment}</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>點數</translation>
    </message>
    <message>
        <source>{name}: {used} of {limit} used</source>
        <translation>{name} 已用 {used}/{limit}</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>印表機</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就緒</translation>
    </message>
    <message>
        <source>not answering</source>
        <translation>無回應</translation>
    </message>
    <message>
        <source>out of paper</source>
        <translation>缺紙</translation>
    </message>
    <message>
        <source>cover open</source>
        <translation>機蓋開啟</translation>
    </message>
    <message>
        <source>switched offline</source>
        <translation>離線</translation>
    </message>
    <message>
        <source>{count} to print</source>
        <translation>{count} 張待列印</translation>
    </message>
    <message>
        <source>none set up</source>
        <translation>未設定</translation>
    </message>
    <message>
        <source>Receiving data</source>
        <translation>正在接收資料</translation>
    </message>
    <message>
        <source>{size} free</source>
        <translation>剩餘 {size}</translation>
    </message>
    <message>
        <source>Disk full: no new sales</source>
        <translation>磁碟已滿：不再開始新的銷售</translation>
    </message>
    <message>
        <source>Disk nearly full</source>
        <translation>磁碟空間不足</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>有更新</translation>
    </message>
    <message>
        <source>paper nearly used up</source>
        <translation>紙快用完</translation>
    </message>
</context>
<context>
    <name>UnknownPanel</name>
    <message>
        <source>Sell {code} at a typed price</source>
        <translation>手工定價賣出 {code}</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>是什麼商品</translation>
    </message>
    <message>
        <source>Price of one</source>
        <translation>單價</translation>
    </message>
    <message>
        <source>Enter, then the number of its department. A manager must allow it.</source>
        <translation>按 Enter，再按類別的數字。需要店長授權。</translation>
    </message>
</context>
<context>
    <name>UnreceiptedPresenter</name>
    <message>
        <source>Goods without a receipt</source>
        <translation>無收據退貨</translation>
    </message>
    <message>
        <source>How much comes back</source>
        <translation>退回多少</translation>
    </message>
    <message>
        <source>Why do the goods come back?</source>
        <translation>為什麼退貨？</translation>
    </message>
    <message>
        <source>Price given back for one (at most {amount})</source>
        <translation>每件退款單價（最多 {amount}）</translation>
    </message>
    <message>
        <source>Taken back. Refund: {amount}</source>
        <translation>已退貨，退款 {amount}</translation>
    </message>
    <message>
        <source>A manager must allow it; at most {amount} at one time</source>
        <translation>需店長批准；每次最多 {amount}</translation>
    </message>
    <message>
        <source>Receipt of {place}, not looked up · {rest}</source>
        <translation>{place} 的收據，未查詢 · {rest}</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>現金</translation>
    </message>
    <message>
        <source>{price} each</source>
        <translation>單價 {price}</translation>
    </message>
    <message>
        <source>{price} each, today {listed}</source>
        <translation>單價 {price}，現價 {listed}</translation>
    </message>
</context>
<context>
    <name>ValueButtons</name>
    <message>
        <source>Gift cards do not pay for gift cards</source>
        <translation>禮品卡不能用來購買禮品卡</translation>
    </message>
    <message>
        <source>Gift card, stored value: need the connection</source>
        <translation>禮品卡、儲值：需要連線</translation>
    </message>
    <message>
        <source>Asking the ledger …</source>
        <translation>正在查詢…</translation>
    </message>
    <message>
        <source>Gift card</source>
        <translation>禮品卡</translation>
    </message>
    <message>
        <source>Gift card: scan it, or type its number</source>
        <translation>禮品卡：掃碼或輸入卡號</translation>
    </message>
    <message>
        <source>Stored value</source>
        <translation>儲值</translation>
    </message>
    <message>
        <source>The member&apos;s stored value pays</source>
        <translation>用會員儲值支付</translation>
    </message>
</context>
<context>
    <name>ValuePaying</name>
    <message>
        <source>Asking what is on card {card} …</source>
        <translation>正在查詢卡 {card} …</translation>
    </message>
    <message>
        <source>Amount on gift card {card}</source>
        <translation>禮品卡 {card} 的面額</translation>
    </message>
    <message>
        <source>Gift card {card}: {left}</source>
        <translation>禮品卡 {card}：{left}</translation>
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
        <translation>輸入禮品卡卡號，或掃碼</translation>
    </message>
    <message>
        <source>PIN of gift card {card}</source>
        <translation>禮品卡 {card} 的密碼</translation>
    </message>
    <message>
        <source>{rest} is still to be paid.</source>
        <translation>還需支付 {rest}。</translation>
    </message>
    <message>
        <source>Top up by, such as {amounts}</source>
        <translation>加值金額，如 {amounts}</translation>
    </message>
    <message>
        <source>Top up stored value by</source>
        <translation>加值金額</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>The member&apos;s stored value: {left}</source>
        <translation>會員儲值餘額：{left}</translation>
    </message>
    <message>
        <source>{amount} is paid by it; {left} is left.</source>
        <translation>已支付 {amount}，餘 {left}。</translation>
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
        <translation>{wallets}：直接掃顧客的付款碼</translation>
    </message>
    <message>
        <source>{wallets}: a scan takes {amount}, then the rest</source>
        <translation>{wallets}：掃碼先收 {amount}，餘額再收</translation>
    </message>
    <message>
        <source>{wallets} out of reach: cash or card only</source>
        <translation>{wallets}暫時連不上：請收現金或刷卡</translation>
    </message>
    <message>
        <source>Member&apos;s {wallet}: {amount}</source>
        <translation>會員碼裡的{wallet}付 {amount}</translation>
    </message>
</context>
<context>
    <name>WalletPanel</name>
    <message>
        <source>Next shopper, this basket waits</source>
        <translation>先接待下一位，此單掛起等待</translation>
    </message>
    <message>
        <source>Cancel this payment</source>
        <translation>取消這筆付款</translation>
    </message>
    <message>
        <source>{seconds} s until it is cancelled by itself</source>
        <translation>{seconds} 秒後自動取消</translation>
    </message>
    <message>
        <source>Sent to {wallet} …</source>
        <translation>已傳送到{wallet}……</translation>
    </message>
    <message>
        <source>The answer takes a moment.</source>
        <translation>請稍候。</translation>
    </message>
    <message>
        <source>The shopper is asked to confirm</source>
        <translation>請顧客在手機上確認</translation>
    </message>
    <message>
        <source>The phone wants the password or a fingerprint. Nothing is taken before that.</source>
        <translation>手機要求輸入密碼或指紋，確認之前不會扣款。</translation>
    </message>
    <message>
        <source>{wallet} has not answered: asking again</source>
        <translation>{wallet}沒有答覆，正在再次查詢</translation>
    </message>
    <message>
        <source>Whether money was taken is not known yet. The basket is kept, and is paid once at most.</source>
        <translation>還不知道是否已扣款。此單會保留，最多只付一次。</translation>
    </message>
    <message>
        <source>Being cancelled …</source>
        <translation>正在取消……</translation>
    </message>
    <message>
        <source>What was taken is given back. The basket is free as soon as {wallet} confirms it.</source>
        <translation>已扣的款會退回。{wallet}確認後即可繼續處理此單。</translation>
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
        <translation>已留貨至 {date}。</translation>
    </message>
    <message>
        <source>It is on the member&apos;s wish list.</source>
        <translation>已加入會員的心願單。</translation>
    </message>
    <message>
        <source>It is in the basket.</source>
        <translation>已放入購物籃。</translation>
    </message>
    <message>
        <source>A digit takes it into the basket, Del takes it off the list.</source>
        <translation>按數字放入購物籃，按 Del 從列表中去掉。</translation>
    </message>
    <message>
        <source>Nothing is wished for or put aside. Select a line of the basket, and open this list again.</source>
        <translation>還沒有心願和留貨。請在購物籃中選中一行，再開啟此列表。</translation>
    </message>
    <message>
        <source>Wishes, and goods put aside</source>
        <translation>心願單與留貨</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>確定</translation>
    </message>
    <message>
        <source>Put aside until {date}</source>
        <translation>留貨至 {date}</translation>
    </message>
    <message>
        <source>Onto the wish list</source>
        <translation>加入心願單</translation>
    </message>
    <message>
        <source>Wish</source>
        <translation>心願</translation>
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
        <translation>按數字執行，或把等著的貨放進購物籃；按 Del 從列表中去掉。</translation>
    </message>
</context>
<context>
    <name>WantedPanel</name>
    <message>
        <source>Wishes, and goods put aside</source>
        <translation>心願單與留貨</translation>
    </message>
    <message>
        <source>Ctrl+W at the counter</source>
        <translation>收銀台按 Ctrl+W</translation>
    </message>
    <message>
        <source>Wish</source>
        <translation>心願</translation>
    </message>
    <message>
        <source>Put aside until {date}</source>
        <translation>留貨至 {date}</translation>
    </message>
</context>
<context>
    <name>Wishing</name>
    <message>
        <source>What do they wish for? Scan it, or type a name or code</source>
        <translation>會員想要什麼？掃碼，或輸入品名、貨號</translation>
    </message>
    <message>
        <source>{name} is on the member&apos;s wish list.</source>
        <translation>{name} 已記入會員的心願單。</translation>
    </message>
    <message>
        <source>It can be put into a basket, or taken off, at the counter (Ctrl+W).</source>
        <translation>在收銀台按 Ctrl+W 放進購物籃或去掉。</translation>
    </message>
    <message>
        <source>Which of these?</source>
        <translation>是哪一件？</translation>
    </message>
    <message>
        <source>A digit puts it on the member&apos;s wish list.</source>
        <translation>按數字記入會員的心願單。</translation>
    </message>
    <message>
        <source>Wish</source>
        <translation>心願</translation>
    </message>
</context>
<context>
    <name>basket</name>
    <message>
        <source>Points</source>
        <translation>點數</translation>
    </message>
    <message>
        <source>Gift to hand over</source>
        <translation>贈品，請交給顧客</translation>
    </message>
    <message>
        <source>Out of stock here: leave it out (Del)</source>
        <translation>本店缺貨：按 Del 不送</translation>
    </message>
    <message>
        <source>Only {count} here: leave it out (Del)</source>
        <translation>本店僅剩 {count} 件：按 Del 不送</translation>
    </message>
    <message>
        <source>Gift to hand over · {count} here</source>
        <translation>贈品，請交給顧客 · 本店有 {count} 件</translation>
    </message>
    <message>
        <source>Gift</source>
        <translation>贈品</translation>
    </message>
    <message>
        <source>served by {names}</source>
        <translation>銷售顧問 {names}</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>無</translation>
    </message>
    <message>
        <source>None in stock</source>
        <translation>無庫存</translation>
    </message>
    <message>
        <source>Stock {count}</source>
        <translation>庫存 {count}</translation>
    </message>
    <message>
        <source>gone in about {count} min</source>
        <translation>約 {count} 分鐘售完</translation>
    </message>
    <message>
        <source>Rain check</source>
        <extracomment>Points that end within so many days are said: there is time to come again for them.</extracomment>
        <translation>缺貨券</translation>
    </message>
    <message>
        <source>no tier counts</source>
        <translation>會員等級不適用</translation>
    </message>
    <message>
        <source>Counts here: {tiers}</source>
        <translation>適用等級：{tiers}</translation>
    </message>
    <message>
        <source>{count} put aside</source>
        <translation>留貨 {count} 件</translation>
    </message>
</context>
<context>
    <name>cases</name>
    <message>
        <source>nobody has it</source>
        <translation>無人接手</translation>
    </message>
    <message>
        <source>Till {till}</source>
        <translation>收銀台 {till}</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>會員</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>問題所在</translation>
    </message>
    <message>
        <source>The sale</source>
        <translation>銷售</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>處理經過</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金額</translation>
    </message>
    <message>
        <source>Borne by</source>
        <translation>承擔方</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>收銀台</translation>
    </message>
    <message>
        <source>Sale</source>
        <translation>銷售單</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>開始時間</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>負責人</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>決定</translation>
    </message>
    <message>
        <source>Coupon</source>
        <translation>優惠券</translation>
    </message>
    <message>
        <source>Offer</source>
        <translation>優惠</translation>
    </message>
    <message>
        <source>Points missing</source>
        <translation>缺少的點數</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>點數計劃</translation>
    </message>
    <message>
        <source>Kind of entry</source>
        <translation>記錄類型</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Z number</source>
        <translation>Z 報表號</translation>
    </message>
    <message>
        <source>Trading day</source>
        <translation>營業日</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>數量</translation>
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
        <translation>相關銷售</translation>
    </message>
    <message>
        <source>When</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Benefit</source>
        <translation>優惠</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>點數</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>實付</translation>
    </message>
    <message>
        <source>By the ledger</source>
        <translation>總帳計算</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>損失</translation>
    </message>
    <message>
        <source>{who}: {what}</source>
        <translation>{who}：{what}</translation>
    </message>
    <message>
        <source>Two journals of one till</source>
        <translation>一台收銀台有兩份流水帳</translation>
    </message>
    <message>
        <source>Entries that never came</source>
        <translation>記錄沒有送達</translation>
    </message>
    <message>
        <source>Journal rolled back</source>
        <translation>流水帳倒退</translation>
    </message>
    <message>
        <source>Till put back from a copy</source>
        <translation>收銀台由副本恢復</translation>
    </message>
    <message>
        <source>Entry set aside</source>
        <translation>記錄被擱置</translation>
    </message>
    <message>
        <source>Same sale number twice</source>
        <translation>銷售單號重複</translation>
    </message>
    <message>
        <source>Coupon used twice</source>
        <translation>優惠券被重複使用</translation>
    </message>
    <message>
        <source>Points beyond the balance</source>
        <translation>點數透支</translation>
    </message>
    <message>
        <source>Basket taken up at two tills</source>
        <translation>一張掛單在兩個收銀台取單</translation>
    </message>
    <message>
        <source>More used than was lent to the till</source>
        <translation>超出借給本機的額度</translation>
    </message>
    <message>
        <source>Offer used beyond its limit</source>
        <translation>優惠超過次數限制</translation>
    </message>
    <message>
        <source>Budget of an offer overspent</source>
        <translation>優惠預算超支</translation>
    </message>
    <message>
        <source>Member code accepted twice</source>
        <translation>會員碼被接受兩次</translation>
    </message>
    <message>
        <source>Shift report differs</source>
        <translation>班別報表不一致</translation>
    </message>
    <message>
        <source>Z number used twice</source>
        <translation>Z 報表號重複</translation>
    </message>
    <message>
        <source>Sale computes differently</source>
        <translation>銷售計算結果不同</translation>
    </message>
    <message>
        <source>Service used too often</source>
        <translation>服務使用超次</translation>
    </message>
    <message>
        <source>Offer not understood by a till</source>
        <translation>收銀台不認識的優惠</translation>
    </message>
    <message>
        <source>Manual price beyond the limits</source>
        <translation>手工改價超限</translation>
    </message>
    <message>
        <source>Something stated was not so</source>
        <translation>所述情況與事實不符</translation>
    </message>
    <message>
        <source>not written as its kind is ({code})</source>
        <translation>與其類型的格式不符（{code}）</translation>
    </message>
    <message>
        <source>of a kind that the ledger does not know ({code})</source>
        <translation>總帳不認識這種記錄（{code}）</translation>
    </message>
    <message>
        <source>its sums do not hold ({code})</source>
        <translation>金額對不上（{code}）</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>退貨</translation>
    </message>
    <message>
        <source>Two journals say that they are this till&apos;s. It is suspended; both are kept.</source>
        <translation>有兩份流水帳都自稱屬於這台收銀台。該機已暫停，兩份都已保留。</translation>
    </message>
    <message>
        <source>The till goes on from entries that the ledger never got. Sales may be missing.</source>
        <translation>收銀台接著總帳從未收到的記錄繼續。可能缺少銷售。</translation>
    </message>
    <message>
        <source>The till goes on from before what it had sent already: an older state of its disk came back.</source>
        <translation>收銀台從已傳送內容之前繼續：磁盤迴到了較早的狀態。</translation>
    </message>
    <message>
        <source>The till came back from a copy of its whole disk and went on after the ledger.</source>
        <translation>收銀台由整盤副本恢復，並接著總帳的內容繼續。</translation>
    </message>
    <message>
        <source>An entry of the till cannot be understood, or its sums do not hold. Nothing of it is in the books.</source>
        <translation>收銀台的一條記錄無法識別，或金額對不上。它沒有入帳。</translation>
    </message>
    <message>
        <source>A second sale came under a number that is taken. It is not in the books.</source>
        <translation>又來了一筆單號已被佔用的銷售。它沒有入帳。</translation>
    </message>
    <message>
        <source>This coupon had been used already when the sale arrived. The sale stands.</source>
        <translation>銷售送達時，這張優惠券已經用過。銷售有效。</translation>
    </message>
    <message>
        <source>More points were spent than the member had, at tills without a connection. The sales stand.</source>
        <translation>收銀台離線時，會員用掉的點數超過了餘額。銷售有效。</translation>
    </message>
    <message>
        <source>A parked basket was taken up by its code at two tills that had no connection.</source>
        <translation>兩個沒有連線的收銀台都掃碼取走了同一張掛單。</translation>
    </message>
    <message>
        <source>The till used more than the ledger had lent to it. The sale stands.</source>
        <translation>收銀台用掉的超過總帳借給它的額度。銷售有效。</translation>
    </message>
    <message>
        <source>The member used this offer more often than it allows. The sale stands.</source>
        <translation>會員使用這項優惠的次數超過規定。銷售有效。</translation>
    </message>
    <message>
        <source>More of this offer&apos;s money was given than there is. The sales stand.</source>
        <translation>這項優惠給出的金額超過了預算。銷售有效。</translation>
    </message>
    <message>
        <source>The same code of the member&apos;s app was accepted at two tills.</source>
        <translation>會員 App 的同一個碼在兩台收銀台上被接受。</translation>
    </message>
    <message>
        <source>The report of the shift is not what its own entries add up to.</source>
        <translation>班別報表與其自身記錄的合計不一致。</translation>
    </message>
    <message>
        <source>A shift was closed under a number that this till had used before.</source>
        <translation>班別結帳使用了本機用過的報表號。</translation>
    </message>
    <message>
        <source>The ledger computes another result from what the sale itself says. It stands.</source>
        <translation>按銷售自身的內容，總帳算出另一個結果。銷售有效。</translation>
    </message>
    <message>
        <source>The service was given more often than the member is entitled to.</source>
        <translation>服務次數超過了會員的權益。</translation>
    </message>
    <message>
        <source>A till leaves this offer out, because it does not understand it.</source>
        <translation>有收銀台不認識這項優惠，因此沒有使用它。</translation>
    </message>
    <message>
        <source>More was taken off by hand than whoever did it may allow.</source>
        <translation>手工優惠超過了經手人的權限。</translation>
    </message>
    <message>
        <source>The sale states something about member, coupon or offer that was not so. It stands.</source>
        <translation>銷售中關於會員、優惠券或優惠的說法與事實不符。銷售有效。</translation>
    </message>
    <message>
        <source>Decide who bears the loss, or whether somebody cheated.</source>
        <translation>請決定由誰承擔損失，或是否有人作弊。</translation>
    </message>
    <message>
        <source>Find out what happened to the till&apos;s disk, and say it here.</source>
        <translation>請查明收銀台磁碟發生了什麼，並在此說明。</translation>
    </message>
    <message>
        <source>Find out which machine is the real one. It goes on with a new enrolment.</source>
        <translation>請查明哪台是真正的機器。它需重新登記後繼續使用。</translation>
    </message>
    <message>
        <source>Look whether the old disk still has them; else they are lost.</source>
        <translation>請檢視舊磁碟上是否還有；否則就丟失了。</translation>
    </message>
    <message>
        <source>Say whether it has to be booked in another way, and have the fault looked at.</source>
        <translation>請說明是否需要另行入帳，並讓人檢查故障。</translation>
    </message>
    <message>
        <source>Compare the two receipts: is it one sale or two?</source>
        <translation>請比對兩張收據：是一筆還是兩筆銷售？</translation>
    </message>
    <message>
        <source>Look whether the shopper paid twice; if so, give the money back.</source>
        <translation>請核對顧客是否付了兩次款；如是，請退款。</translation>
    </message>
    <message>
        <source>Ask whether the member was at both tills; a copied code is fraud.</source>
        <translation>請確認會員是否到過兩台收銀台；複製的碼屬於作弊。</translation>
    </message>
    <message>
        <source>Compare with the printed report, and have the till looked at.</source>
        <translation>請與列印的報表比對，並讓人檢查收銀台。</translation>
    </message>
    <message>
        <source>Look whether the shopper paid too much, and have the difference looked at.</source>
        <translation>請檢視顧客是否多付，並讓人檢查差異。</translation>
    </message>
    <message>
        <source>Say whether it was a mistake at the counter.</source>
        <translation>請說明是否是櫃台失誤。</translation>
    </message>
    <message>
        <source>Have the offer corrected, or the till brought up to date.</source>
        <translation>請讓人更正優惠，或更新收銀台。</translation>
    </message>
    <message>
        <source>Say whether it was right, or a mistake at the counter.</source>
        <translation>請說明是否合理，還是櫃台失誤。</translation>
    </message>
    <message>
        <source>Say whether it was a mistake at the counter, or somebody cheated.</source>
        <translation>請說明是櫃台失誤，還是有人作弊。</translation>
    </message>
    <message>
        <source>Refund not given yet</source>
        <translation>退款尚未到帳</translation>
    </message>
    <message>
        <source>A refund through a wallet has been under way for over a day. The shopper waits for the money.</source>
        <translation>有一筆錢包退款超過一天仍未完成，顧客還在等錢。</translation>
    </message>
    <message>
        <source>Have it looked at in the till&apos;s list of open payments (Ctrl+8).</source>
        <translation>請在該收銀台的待付列表（Ctrl+8）中處理。</translation>
    </message>
    <message>
        <source>Leave as booked</source>
        <translation>維持入帳</translation>
    </message>
    <message>
        <source>Store bears it</source>
        <translation>由門市承擔</translation>
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
        <translation>收銀台已重新登記</translation>
    </message>
    <message>
        <source>Till retired</source>
        <translation>收銀台已停用</translation>
    </message>
    <message>
        <source>Lost for good</source>
        <translation>確認丟失</translation>
    </message>
    <message>
        <source>They will come</source>
        <translation>稍後會送達</translation>
    </message>
    <message>
        <source>Backup restored</source>
        <translation>恢復過備份</translation>
    </message>
    <message>
        <source>Disk replaced</source>
        <translation>更換過磁碟</translation>
    </message>
    <message>
        <source>Nothing to book</source>
        <translation>無需入帳</translation>
    </message>
    <message>
        <source>Booked elsewhere</source>
        <translation>已另行入帳</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>已回報</translation>
    </message>
    <message>
        <source>Same person</source>
        <translation>同一人</translation>
    </message>
    <message>
        <source>Refund the shopper</source>
        <translation>退款給顧客</translation>
    </message>
    <message>
        <source>Mistake at the counter</source>
        <translation>櫃台失誤</translation>
    </message>
    <message>
        <source>Till repaired</source>
        <translation>收銀台已修復</translation>
    </message>
    <message>
        <source>Offer corrected</source>
        <translation>優惠已更正</translation>
    </message>
    <message>
        <source>Till updated</source>
        <translation>收銀台已更新</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未結</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>已決定</translation>
    </message>
    <message>
        <source>Settled by itself</source>
        <translation>已自行了結</translation>
    </message>
    <message>
        <source>opened</source>
        <translation>立案</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>有變化</translation>
    </message>
    <message>
        <source>settled by itself</source>
        <translation>自行了結</translation>
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
        <translation>決定</translation>
    </message>
    <message>
        <source>You</source>
        <translation>您</translation>
    </message>
    <message>
        <source>The ledger</source>
        <translation>總帳</translation>
    </message>
    <message>
        <source>Group: {name}</source>
        <translation>集團：{name}</translation>
    </message>
    <message>
        <source>Office: {name}</source>
        <translation>總部：{name}</translation>
    </message>
    <message>
        <source>Brand {name}</source>
        <translation>品牌 {name}</translation>
    </message>
    <message>
        <source>Store {name}</source>
        <translation>門市 {name}</translation>
    </message>
    <message>
        <source>Guide {name}</source>
        <translation>銷售顧問 {name}</translation>
    </message>
    <message>
        <source>Distributor {name}</source>
        <translation>經銷商 {name}</translation>
    </message>
    <message>
        <source>The group</source>
        <translation>集團</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>等級</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>付費會員</translation>
    </message>
    <message>
        <source>Offer not in force</source>
        <translation>未生效的優惠</translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>生日</translation>
    </message>
    <message>
        <source>First purchase</source>
        <translation>首次購買</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>門市</translation>
    </message>
    <message>
        <source>Unknown member</source>
        <translation>未知會員</translation>
    </message>
    <message>
        <source>Unknown coupon</source>
        <translation>未知優惠券</translation>
    </message>
    <message>
        <source>{what}: the sale says {said}, the ledger {was}</source>
        <translation>{what}：銷售寫的是 {said}，總帳是 {was}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>無</translation>
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
        <translation>商品被退兩次</translation>
    </message>
    <message>
        <source>Return is worth something else</source>
        <translation>退貨金額不符</translation>
    </message>
    <message>
        <source>More came back than was bought: two tills took the same goods.</source>
        <translation>退回的比買的多：兩台收銀台退了同樣的商品。</translation>
    </message>
    <message>
        <source>What was paid back is not what the sale and the returns before it say.</source>
        <translation>退款金額與原銷售及之前的退貨不符。</translation>
    </message>
    <message>
        <source>Return without a receipt</source>
        <translation>無收據退貨</translation>
    </message>
    <message>
        <source>Exchange without its return</source>
        <translation>換貨缺少退貨</translation>
    </message>
    <message>
        <source>Goods came back without a receipt on nobody&apos;s right, or for more than the store allows.</source>
        <translation>有無收據退貨沒有有權限的人批准，或超過了門市限額。</translation>
    </message>
    <message>
        <source>A sale was paid by goods that came back, and no return says the same. It stands.</source>
        <translation>有一筆銷售以退回的商品折抵，但沒有相符的退貨記錄。銷售保留。</translation>
    </message>
    <message>
        <source>Ask at the till what came back, and say what was found.</source>
        <translation>請到收銀台核實退回了什麼，並說明結果。</translation>
    </message>
    <message>
        <source>Web order handed over twice</source>
        <translation>網上訂單交付兩次</translation>
    </message>
    <message>
        <source>A paid web order was given out twice, at two tills.</source>
        <translation>一個已付款的網上訂單在兩台收銀台各交付了一次。</translation>
    </message>
    <message>
        <source>Goods that the group&apos;s rules leave out</source>
        <translation>集團規則不含的商品</translation>
    </message>
    <message>
        <source>Campaign not running</source>
        <translation>活動未在進行</translation>
    </message>
    <message>
        <source>Card or stored value overdrawn</source>
        <translation>禮品卡或儲值透支</translation>
    </message>
    <message>
        <source>More was taken from a gift card or stored value than was on it. The sales stand.</source>
        <translation>禮品卡或儲值帳戶扣掉的金額超過了餘額。銷售仍然有效。</translation>
    </message>
    <message>
        <source>Unknown gift card</source>
        <translation>未知的禮品卡</translation>
    </message>
    <message>
        <source>Another issuer&apos;s gift card</source>
        <translation>其他發行方的禮品卡</translation>
    </message>
    <message>
        <source>Gift card sold again</source>
        <translation>禮品卡被再次售出</translation>
    </message>
    <message>
        <source>stays if they are one</source>
        <translation>若為同一人則保留</translation>
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
        <translation>電話</translation>
    </message>
    <message>
        <source>Member since</source>
        <translation>入會時間</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>最近到店</translation>
    </message>
    <message>
        <source>In stores</source>
        <translation>到過的門市</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>消費次數</translation>
    </message>
    <message>
        <source>Tiers</source>
        <translation>等級</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>會員卡</translation>
    </message>
    <message>
        <source>Is now</source>
        <translation>現歸</translation>
    </message>
    <message>
        <source>One phone, two members</source>
        <translation>一個電話兩位會員</translation>
    </message>
    <message>
        <source>One phone leads to more than one member: the same person twice, or people who share it.</source>
        <translation>一個電話對應不止一位會員：同一人重複入會，或幾個人共用。</translation>
    </message>
    <message>
        <source>Ask the shopper. The same person: all they have becomes one member&apos;s. Two people: nothing changes.</source>
        <translation>請詢問顧客。同一人：所有權益併到一個會員；兩個人：不作改動。</translation>
    </message>
    <message>
        <source>Two people</source>
        <translation>兩個人</translation>
    </message>
    <message>
        <source>Rain check used twice</source>
        <translation>缺貨券重複使用</translation>
    </message>
    <message>
        <source>A rain check was used at two tills. Both sales stand.</source>
        <translation>同一缺貨券在兩個收銀台使用。兩筆銷售都有效。</translation>
    </message>
    <message>
        <source>Unknown rain check</source>
        <translation>未知的缺貨券</translation>
    </message>
    <message>
        <source>Not what was promised</source>
        <translation>與承諾不符</translation>
    </message>
    <message>
        <source>Contacted against their wish</source>
        <translation>違背會員意願的聯絡</translation>
    </message>
    <message>
        <source>A member was contacted who had said that they want no contact.</source>
        <translation>聯絡了一位已表示不願被聯絡的會員。</translation>
    </message>
    <message>
        <source>Apologise to the member, and say how it came about.</source>
        <translation>請向會員致歉，並說明事情經過。</translation>
    </message>
</context>
<context>
    <name>customer</name>
    <message>
        <source>Gift</source>
        <translation>贈品</translation>
    </message>
</context>
<context>
    <name>devices</name>
    <message>
        <source>The test print went out.</source>
        <translation>測試頁已送出。</translation>
    </message>
    <message>
        <source>The drawer was told to open.</source>
        <translation>已發出開錢櫃指令。</translation>
    </message>
    <message>
        <source>The camera gives pictures.</source>
        <translation>攝影機畫面正常。</translation>
    </message>
    <message>
        <source>Scan any code now.</source>
        <translation>請現在掃描任意條碼。</translation>
    </message>
    <message>
        <source>The printer {printer} does not answer.</source>
        <translation>印表機 {printer} 無回應。</translation>
    </message>
    <message>
        <source>Check power, paper, cable and the address, then test again.</source>
        <translation>請檢查電源、紙張、連線和位址，再重新測試。</translation>
    </message>
    <message>
        <source>The printer {printer} is out of paper.</source>
        <translation>印表機 {printer} 缺紙。</translation>
    </message>
    <message>
        <source>Put in a roll, then test again.</source>
        <translation>請裝入紙卷後再測試。</translation>
    </message>
    <message>
        <source>The cover of {printer} is open.</source>
        <translation>{printer} 的機蓋開啟。</translation>
    </message>
    <message>
        <source>Close it, then test again.</source>
        <translation>請合上機蓋後再測試。</translation>
    </message>
    <message>
        <source>The printer {printer} says that it is offline.</source>
        <translation>印表機 {printer} 報告離線。</translation>
    </message>
    <message>
        <source>Look at its lamps and its cutter, then press its button for online.</source>
        <translation>請檢視指示燈和切刀，再按聯機鍵。</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>The staff number or the PIN is wrong.</source>
        <translation>員工編號或密碼不正確。</translation>
    </message>
    <message>
        <source>Attempts left before a pause: {attempts_left}.</source>
        <translation>暫停前還可嘗試 {attempts_left} 次。</translation>
    </message>
    <message>
        <source>Type the PIN again.</source>
        <translation>請重新輸入密碼。</translation>
    </message>
    <message>
        <source>Too many wrong PINs for this staff number.</source>
        <translation>此員工編號密碼錯誤次數過多。</translation>
    </message>
    <message>
        <source>Others can still sign in.</source>
        <translation>其他人仍可登入。</translation>
    </message>
    <message>
        <source>Wait {seconds} seconds, then try again.</source>
        <translation>請等待 {seconds} 秒後再試。</translation>
    </message>
    <message>
        <source>Nobody is signed in at this till.</source>
        <translation>本收銀台尚未登入。</translation>
    </message>
    <message>
        <source>The basket is kept.</source>
        <translation>購物籃已保留。</translation>
    </message>
    <message>
        <source>Sign in first.</source>
        <translation>請先登入。</translation>
    </message>
    <message>
        <source>Check the amount, and what was moved in this shift so far.</source>
        <translation>請核對金額，以及本班已有的現金收支。</translation>
    </message>
    <message>
        <source>No product of this store has the code {scanned}.</source>
        <translation>本店沒有條碼為 {scanned} 的商品。</translation>
    </message>
    <message>
        <source>Nothing was added.</source>
        <translation>沒有加入任何商品。</translation>
    </message>
    <message>
        <source>Search it by name, or type the number under the barcode.</source>
        <translation>請按品名查詢，或手動輸入條碼下方的數字。</translation>
    </message>
    <message>
        <source>This piece expired on {date}.</source>
        <translation>這件商品已於 {date} 過期。</translation>
    </message>
    <message>
        <source>It was not added.</source>
        <translation>沒有加入購物籃。</translation>
    </message>
    <message>
        <source>Take it out of sale and give the shopper another one.</source>
        <translation>請下架這件商品，為顧客換一件。</translation>
    </message>
    <message>
        <source>A line holds at most {maximum} pieces.</source>
        <translation>每列最多 {maximum} 件。</translation>
    </message>
    <message>
        <source>The quantity was not changed.</source>
        <translation>數量沒有改變。</translation>
    </message>
    <message>
        <source>Check the number; split a truly large sale into two.</source>
        <translation>請核對數量；確實很大時請分兩單。</translation>
    </message>
    <message>
        <source>That is not a quantity.</source>
        <translation>這不是有效的數量。</translation>
    </message>
    <message>
        <source>Type whole pieces, or a weight with at most three decimals.</source>
        <translation>請輸入整數件數，或最多三位小數的重量。</translation>
    </message>
    <message>
        <source>That is not a number of points.</source>
        <translation>這不是有效的點數。</translation>
    </message>
    <message>
        <source>The points were not changed.</source>
        <translation>點數沒有改變。</translation>
    </message>
    <message>
        <source>Type a whole number; 0 uses none.</source>
        <translation>請輸入整數；0 表示不使用。</translation>
    </message>
    <message>
        <source>{name} is sold by weight; the code does not say how much it weighs.</source>
        <translation>{name}按重量銷售，條碼中沒有重量。</translation>
    </message>
    <message>
        <source>Weigh it and scan the label from the scale.</source>
        <translation>請稱重後掃描電子秤標籤。</translation>
    </message>
    <message>
        <source>This code cannot be read as one of ours.</source>
        <translation>這不是可識別的碼。</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>沒有任何改變。</translation>
    </message>
    <message>
        <source>No shift is open at this till.</source>
        <translation>本收銀台還沒有開班。</translation>
    </message>
    <message>
        <source>Open a shift on the page Shift: count the float, then sell on.</source>
        <translation>請在「班別」頁開班：清點備用金，然後繼續銷售。</translation>
    </message>
    <message>
        <source>A shift is open at this till already.</source>
        <translation>本收銀台已經開班。</translation>
    </message>
    <message>
        <source>Close it first: count the drawer on the page Shift.</source>
        <translation>請先結班：在「班別」頁清點錢櫃。</translation>
    </message>
    <message>
        <source>A reason is needed here.</source>
        <translation>這裡需要填寫原因。</translation>
    </message>
    <message>
        <source>Nothing was written yet.</source>
        <translation>尚未寫入任何記錄。</translation>
    </message>
    <message>
        <source>Say in some words why, then confirm again.</source>
        <translation>請簡單說明原因，再次確認。</translation>
    </message>
    <message>
        <source>There cannot be so much cash in the drawer.</source>
        <translation>錢櫃裡不可能有這麼多現金。</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>沒有寫入任何記錄。</translation>
    </message>
    <message>
        <source>Ask the member to open the code in the app again and hold it still.</source>
        <translation>請會員在 App 中重新開啟會員碼，並拿穩手機。</translation>
    </message>
    <message>
        <source>This member code was issued by somebody this till does not know.</source>
        <translation>此會員碼的簽發方不為本收銀台所知。</translation>
    </message>
    <message>
        <source>Look at the connection page: new keys may be waiting. Otherwise search the member.</source>
        <translation>請檢視同步頁面，可能有新金鑰尚未收到；也可以查詢會員。</translation>
    </message>
    <message>
        <source>This member code is forged or damaged.</source>
        <translation>此會員碼係偽造或已損壞。</translation>
    </message>
    <message>
        <source>No benefit was given.</source>
        <translation>沒有給予任何權益。</translation>
    </message>
    <message>
        <source>Ask the member to open the code in the group&apos;s own app.</source>
        <translation>請會員在集團官方 App 中開啟會員碼。</translation>
    </message>
    <message>
        <source>This member code is too old; perhaps it is a photograph.</source>
        <translation>此會員碼已過期，可能是截圖或照片。</translation>
    </message>
    <message>
        <source>Ask the member to refresh the code in the app. If it happens to all, check the till&apos;s clock.</source>
        <translation>請會員在 App 中重新整理會員碼。如果每位會員都這樣，請檢查本機時鐘。</translation>
    </message>
    <message>
        <source>This member code comes from the future: one of the two clocks is wrong.</source>
        <translation>此會員碼的時間晚於本機：兩邊時鐘有一個不準。</translation>
    </message>
    <message>
        <source>Check this till&apos;s date and time. Meanwhile search the member by phone number.</source>
        <translation>請檢查本機日期和時間；在此期間可按手機號碼查詢會員。</translation>
    </message>
    <message>
        <source>This very code was accepted here before.</source>
        <translation>這個碼已經在這裡用過。</translation>
    </message>
    <message>
        <source>It counts only once; nothing was changed.</source>
        <translation>每個碼只算一次，沒有任何改變。</translation>
    </message>
    <message>
        <source>Wait for the next code in the member&apos;s app (at most 30 seconds) and scan it.</source>
        <translation>請等會員 App 顯示下一個碼（最多 30 秒）後再掃。</translation>
    </message>
    <message>
        <source>This phone was reported lost or replaced.</source>
        <translation>這部手機已掛失或已更換。</translation>
    </message>
    <message>
        <source>Ask the member to sign in to the app again, or fetch a manager.</source>
        <translation>請會員在 App 中重新登入，或請店長處理。</translation>
    </message>
    <message>
        <source>Unknown code: {text}</source>
        <translation>無法識別的碼：{text}</translation>
    </message>
    <message>
        <source>Search the product by name, or scan another code on it.</source>
        <translation>請按品名查詢，或掃描商品上的其他條碼。</translation>
    </message>
    <message>
        <source>This store does not know this member.</source>
        <translation>本店沒有這位會員的資料。</translation>
    </message>
    <message>
        <source>The sale can go on without a member.</source>
        <translation>可以不記會員繼續收銀。</translation>
    </message>
    <message>
        <source>Ask for the code in the member&apos;s app: it works for members of every store.</source>
        <translation>請會員出示 App 會員碼，任何門市的會員都可以使用。</translation>
    </message>
    <message>
        <source>Tier prices are given and points are earned all the same.</source>
        <translation>會員價照常享受，點數照常累計。</translation>
    </message>
    <message>
        <source>Scan the code in the member&apos;s app.</source>
        <translation>請掃會員 App 中的會員碼。</translation>
    </message>
    <message>
        <source>This till does not know the offer behind this coupon.</source>
        <translation>本收銀台沒有此券對應的活動。</translation>
    </message>
    <message>
        <source>The coupon was not used.</source>
        <translation>此券沒有被使用。</translation>
    </message>
    <message>
        <source>Look at the connection page: new offers may be waiting.</source>
        <translation>請檢視同步頁面，可能有新活動尚未收到。</translation>
    </message>
    <message>
        <source>Nothing was charged and the code was not kept.</source>
        <translation>沒有扣款，付款碼也沒有儲存。</translation>
    </message>
    <message>
        <source>This receipt was made at another till ({till}).</source>
        <translation>這張收據由另一台收銀台（{till}）開出。</translation>
    </message>
    <message>
        <source>Open it at that till.</source>
        <translation>請到那台收銀台開啟。</translation>
    </message>
    <message>
        <source>The basket is empty.</source>
        <translation>購物籃是空的。</translation>
    </message>
    <message>
        <source>Scan something first.</source>
        <translation>請先掃描商品。</translation>
    </message>
    <message>
        <source>A payment has been taken already; the basket cannot change now.</source>
        <translation>已經收過款，購物籃現在不能更改。</translation>
    </message>
    <message>
        <source>Basket and payment are as they were.</source>
        <translation>購物籃和付款都保持原樣。</translation>
    </message>
    <message>
        <source>This amount cannot be taken: nothing remains to be paid, or it is more than a card may pay.</source>
        <translation>不能收取這個金額：已無需付款，或超出刷卡可付金額。</translation>
    </message>
    <message>
        <source>No payment was added.</source>
        <translation>沒有增加付款。</translation>
    </message>
    <message>
        <source>The ledger is being asked whether these coupons and points are free.</source>
        <translation>正在向總帳確認這些優惠券和點數是否可用。</translation>
    </message>
    <message>
        <source>Take the payment in a second; without an answer the sale goes on by itself.</source>
        <translation>請稍等一秒再收款；若沒有答覆，本單會自動繼續。</translation>
    </message>
    <message>
        <source>A coupon or points of this sale are no longer set aside for this till.</source>
        <translation>本單的一張券或部分點數已不再為本機保留。</translation>
    </message>
    <message>
        <source>The sale was not completed. Basket and payments are kept.</source>
        <translation>本單未完成，購物籃和收款均已保留。</translation>
    </message>
    <message>
        <source>Take the payment back, go back to the basket, and pay again at the new price.</source>
        <translation>請先退回收款，返回購物籃，再按新金額收款。</translation>
    </message>
    <message>
        <source>Check the amount.</source>
        <translation>請核對金額。</translation>
    </message>
    <message>
        <source>A card payment needs the reference that the card terminal printed.</source>
        <translation>刷卡付款需要刷卡機列印的參考號。</translation>
    </message>
    <message>
        <source>Type the number from the terminal&apos;s slip.</source>
        <translation>請輸入簽單上的號碼。</translation>
    </message>
    <message>
        <source>{remaining} is still to be paid.</source>
        <translation>還需收 {remaining}。</translation>
    </message>
    <message>
        <source>Basket and payments are kept.</source>
        <translation>購物籃和付款都已保留。</translation>
    </message>
    <message>
        <source>Take the rest in cash or by card.</source>
        <translation>請用現金或刷卡收取餘款。</translation>
    </message>
    <message>
        <source>The old setting is kept.</source>
        <translation>原設定保持不變。</translation>
    </message>
    <message>
        <source>The receipt was not printed: {printer} does not answer.</source>
        <translation>收據沒有列印：印表機 {printer} 無回應。</translation>
    </message>
    <message>
        <source>The sale is complete and in the journal.</source>
        <translation>交易已完成並記入流水帳。</translation>
    </message>
    <message>
        <source>No receipt printer is set up at this till.</source>
        <translation>本收銀台沒有設定收據印表機。</translation>
    </message>
    <message>
        <source>Save the receipt as PDF, or set a printer on the devices page.</source>
        <translation>請將收據存為 PDF，或在裝置頁面設定印表機。</translation>
    </message>
    <message>
        <source>The PDF could not be written to {path}.</source>
        <translation>無法將 PDF 寫入 {path}。</translation>
    </message>
    <message>
        <source>Choose another folder, or free some space.</source>
        <translation>請換一個資料夾，或清理磁碟空間。</translation>
    </message>
    <message>
        <source>This till has no such sale.</source>
        <translation>本收銀台沒有這筆交易。</translation>
    </message>
    <message>
        <source>Nothing was taken back.</source>
        <translation>沒有退回任何商品。</translation>
    </message>
    <message>
        <source>Scan the code at the end of the receipt, or look the sale up by number or amount.</source>
        <translation>請掃描收據末尾的 QR 碼，或按收據號、金額查詢。</translation>
    </message>
    <message>
        <source>The receipt is genuine. Nothing was taken back.</source>
        <translation>收據是真的。沒有退回任何商品。</translation>
    </message>
    <message>
        <source>This is no receipt of the group&apos;s tills.</source>
        <translation>這不是本集團收銀台的收據。</translation>
    </message>
    <message>
        <source>Scan the code at the end of the receipt again, or look the sale up.</source>
        <translation>請重新掃描收據末尾的 QR 碼，或查詢這筆銷售。</translation>
    </message>
    <message>
        <source>No goods are chosen to come back.</source>
        <translation>還沒有選擇要退的商品。</translation>
    </message>
    <message>
        <source>Scan the goods, or choose their line and set how many.</source>
        <translation>請掃描商品，或選擇商品列並設定數量。</translation>
    </message>
    <message>
        <source>More would come back than was bought and is not back already.</source>
        <translation>要退的數量超過了已購買且尚未退回的數量。</translation>
    </message>
    <message>
        <source>Open the sale again and take what is left of it.</source>
        <translation>請重新開啟這筆銷售，只退剩餘的部分。</translation>
    </message>
    <message>
        <source>These goods are not in this sale, or all of them are back.</source>
        <translation>這筆銷售裡沒有這件商品，或者已經全部退回。</translation>
    </message>
    <message>
        <source>Look whether the receipt belongs to the goods.</source>
        <translation>請核對收據與商品是否一致。</translation>
    </message>
    <message>
        <source>This till does not have the offers any more that this sale was made with.</source>
        <translation>本收銀台已沒有這筆銷售當時所用的優惠。</translation>
    </message>
    <message>
        <source>Let the till sync once, then try again.</source>
        <translation>請讓收銀台同步一次後再試。</translation>
    </message>
    <message>
        <source>The last sale is older than {minutes} minutes, or part of it came back.</source>
        <translation>上一筆銷售已超過 {minutes} 分鐘，或已退回一部分。</translation>
    </message>
    <message>
        <source>The sale stands as it is.</source>
        <translation>這筆銷售保持不變。</translation>
    </message>
    <message>
        <source>Take its goods back as a return.</source>
        <translation>請按退貨辦理。</translation>
    </message>
    <message>
        <source>See the examples beside the field, or choose one from its list.</source>
        <translation>請參考輸入框旁的示例，或從列表中選擇。</translation>
    </message>
    <message>
        <source>Check power, paper and cable. It is printed when the printer answers, or from the list of receipts.</source>
        <translation>請檢查電源、紙張和連線。印表機恢復後會自動列印，也可在收據列表中列印。</translation>
    </message>
    <message>
        <source>The receipt was not printed: {printer} is out of paper.</source>
        <translation>收據未列印：{printer} 缺紙。</translation>
    </message>
    <message>
        <source>Put in a roll and close the cover: the receipt is then printed by itself.</source>
        <translation>請裝入紙卷併合上機蓋，之後會自動列印。</translation>
    </message>
    <message>
        <source>The receipt was not printed: the cover of {printer} is open.</source>
        <translation>收據未列印：{printer} 的機蓋開啟。</translation>
    </message>
    <message>
        <source>Close the cover: the receipt is then printed by itself.</source>
        <translation>請合上機蓋，之後會自動列印。</translation>
    </message>
    <message>
        <source>The receipt was not printed: {printer} says that it is offline.</source>
        <translation>收據未列印：{printer} 報告離線。</translation>
    </message>
    <message>
        <source>Look at its lamps and its cutter, then press its button for online.</source>
        <translation>請檢視指示燈和切刀，再按聯機鍵。</translation>
    </message>
    <message>
        <source>Look for it in the list of receipts.</source>
        <translation>請在收據列表中查詢。</translation>
    </message>
    <message>
        <source>The camera {camera} gives no picture.</source>
        <translation>攝影機 {camera} 沒有畫面。</translation>
    </message>
    <message>
        <source>Something is being asked here; what was scanned is not taken.</source>
        <translation>這裡還有問題沒有答完，剛才掃的沒有收下。</translation>
    </message>
    <message>
        <source>Nothing was changed; what is typed here stays.</source>
        <translation>什麼都沒有變，已輸入的還在。</translation>
    </message>
    <message>
        <source>Finish it and scan again, or go to the basket (Ctrl+1) first.</source>
        <translation>請先做完再掃；或者先回購物籃（Ctrl+1）。</translation>
    </message>
    <message>
        <source>This reward is not offered here any more.</source>
        <translation>本店已不再提供這項兌換。</translation>
    </message>
    <message>
        <source>No points were taken.</source>
        <translation>沒有扣除點數。</translation>
    </message>
    <message>
        <source>Look at the list again: it shows what there is now.</source>
        <translation>請再看列表：上面是現在可兌換的。</translation>
    </message>
    <message>
        <source>Every {name} has been given away.</source>
        <translation>{name}已全部兌完。</translation>
    </message>
    <message>
        <source>Offer another reward of the list.</source>
        <translation>請推薦列表中的其他兌換。</translation>
    </message>
    <message>
        <source>There are not enough points for this reward, or another till has them in hand.</source>
        <translation>點數不足，或正被另一台收銀台佔用。</translation>
    </message>
    <message>
        <source>Try again in a minute, or offer a smaller reward.</source>
        <translation>請一分鐘後再試，或推薦點數更少的兌換。</translation>
    </message>
    <message>
        <source>The ledger did not answer, and without it this till may not spend these points.</source>
        <translation>總帳沒有回應；沒有它，本機不能使用這些點數。</translation>
    </message>
    <message>
        <source>Do not hand it over. Try again when connected.</source>
        <translation>請不要交付商品，連線後再試。</translation>
    </message>
    <message>
        <source>These members are not yours to look for.</source>
        <translation>這些會員不在您的檢視範圍內。</translation>
    </message>
    <message>
        <source>Nothing was changed. Somebody who stands here is served all the same.</source>
        <translation>未作任何更改。到店的會員照常服務。</translation>
    </message>
    <message>
        <source>Scan the member&apos;s code, or type the phone under Join (F4).</source>
        <translation>請掃會員碼，或在入會（F4）中輸入手機號碼。</translation>
    </message>
    <message>
        <source>Several members fit these words.</source>
        <translation>有多位會員符合。</translation>
    </message>
    <message>
        <source>Type more of the phone number, or scan the member&apos;s code.</source>
        <translation>請多輸入幾位手機號碼，或掃描會員碼。</translation>
    </message>
    <message>
        <source>No sale was found for it.</source>
        <translation>沒有找到相應的銷售。</translation>
    </message>
    <message>
        <source>Check the number, or scan the code under the receipt or the member&apos;s code.</source>
        <translation>請核對號碼，或掃描收據下方的碼或會員碼。</translation>
    </message>
    <message>
        <source>The price given back for one is above 0 and at most the price of today.</source>
        <translation>每件退款單價須大於 0，且不超過現價。</translation>
    </message>
    <message>
        <source>Type a lower price.</source>
        <translation>請輸入更低的價格。</translation>
    </message>
    <message>
        <source>This store takes no goods back without a receipt.</source>
        <translation>本店不辦理無收據退貨。</translation>
    </message>
    <message>
        <source>Look the sale up: by the receipt&apos;s number, or by the member.</source>
        <translation>請按收據號或會員查詢這筆銷售。</translation>
    </message>
    <message>
        <source>At most {limit} may go back at one time without looking the sale up.</source>
        <translation>未查詢銷售時，每次最多退 {limit}。</translation>
    </message>
    <message>
        <source>Take back less, or look the sale up by the receipt&apos;s number or by the member.</source>
        <translation>請少退一些，或按收據號、會員查詢這筆銷售。</translation>
    </message>
    <message>
        <source>Goods come back for this basket: it cannot be parked.</source>
        <translation>這個購物籃正在換貨，不能掛單。</translation>
    </message>
    <message>
        <source>The basket is kept. Nothing was taken back yet.</source>
        <translation>購物籃保留，還沒有辦理退貨。</translation>
    </message>
    <message>
        <source>Complete the exchange, or take it off the basket first: go to payment and take it back.</source>
        <translation>請完成換貨，或先到收款頁取消換貨。</translation>
    </message>
    <message>
        <source>The ledger does not show you these figures.</source>
        <translation>總帳不向您顯示這些資料。</translation>
    </message>
    <message>
        <source>Head office says in the organisation how far your scope goes. F7 shows your store.</source>
        <translation>可檢視的範圍由總部在組織架構裡設定。按 F7 看本店。</translation>
    </message>
    <message>
        <source>This number is both {goods} and the old card of {member}.</source>
        <translation>這個號碼既是商品「{goods}」，又是會員 {member} 的舊卡號。</translation>
    </message>
    <message>
        <source>Look at what you scanned, and say which it is.</source>
        <translation>請看一下掃的是什麼，再選一個。</translation>
    </message>
    <message>
        <source>It is known already how this refund ended.</source>
        <translation>這筆退款的結果已經確定。</translation>
    </message>
    <message>
        <source>The wallet is just being asked about this refund.</source>
        <translation>正在向錢包查詢這筆退款。</translation>
    </message>
    <message>
        <source>Nothing was changed; it is given once at most.</source>
        <translation>沒有任何改動；這筆退款最多退一次。</translation>
    </message>
    <message>
        <source>Wait for its answer, some seconds, then try again.</source>
        <translation>請等幾秒鐘收到答覆後再試。</translation>
    </message>
    <message>
        <source>{wallet} does not give this refund: {detail}.</source>
        <translation>{wallet}不予退款：{detail}。</translation>
    </message>
    <message>
        <source>The return stands; the shopper has not got this money yet.</source>
        <translation>退貨已完成；這筆錢還沒有退給顧客。</translation>
    </message>
    <message>
        <source>Try again, or give it in cash.</source>
        <translation>請重試，或改退現金。</translation>
    </message>
    <message>
        <source>{wallet}: the store&apos;s own account there does not hold enough for this refund.</source>
        <translation>{wallet}：門市帳戶餘額不足，無法退款。</translation>
    </message>
    <message>
        <source>Try again when the account has been filled, or give it in cash.</source>
        <translation>請在帳戶加值後重試，或改退現金。</translation>
    </message>
    <message>
        <source>{wallet} does not give back a payment that is so old.</source>
        <translation>{wallet}：付款時間過久，已不能原路退回。</translation>
    </message>
    <message>
        <source>Give it in cash.</source>
        <translation>請改退現金。</translation>
    </message>
    <message>
        <source>{wallet} does not accept refunds as this till sends them: {detail}.</source>
        <translation>{wallet}不接受本機發出的退款請求：{detail}。</translation>
    </message>
    <message>
        <source>Give it in cash, and tell the office: the account is not set up right.</source>
        <translation>請改退現金，並通知總部：帳戶設定有誤。</translation>
    </message>
    <message>
        <source>{wallet} could not credit the shopper&apos;s account.</source>
        <translation>{wallet}無法把錢退到顧客的帳戶。</translation>
    </message>
    <message>
        <source>Give it in the operator&apos;s own pages or in cash, and set it down here.</source>
        <translation>請在支付機構後台退款或改退現金，並在這裡登記。</translation>
    </message>
    <message>
        <source>{wallet} has closed this refund without giving it.</source>
        <translation>{wallet}已關閉這筆退款，錢沒有退出。</translation>
    </message>
    <message>
        <source>No cash drawer is set up at this till.</source>
        <translation>本機未設定錢櫃。</translation>
    </message>
    <message>
        <source>Choose the pin of its plug first, then test again.</source>
        <translation>請先選擇錢櫃介面的針腳，再測試。</translation>
    </message>
    <message>
        <source>The part of OneTill that reads cameras is not installed on this machine.</source>
        <translation>本機未安裝 OneTill 的攝影機元件。</translation>
    </message>
    <message>
        <source>Hand scanners work without it.</source>
        <translation>手持掃描器不受影響。</translation>
    </message>
    <message>
        <source>Install the package onetill-camera, or choose no camera.</source>
        <translation>請安裝軟體包 onetill-camera，或選擇不使用攝影機。</translation>
    </message>
    <message>
        <source>Hand scanners and typing work as before.</source>
        <translation>掃描器和鍵盤輸入照常使用。</translation>
    </message>
    <message>
        <source>Check its cable, or choose another one on the devices page. It is tried again by itself.</source>
        <translation>請檢查連線，或在裝置頁面換一個；系統會自動重試。</translation>
    </message>
    <message>
        <source>The disk is full: nothing more can be written.</source>
        <translation>磁碟已滿，無法繼續寫入。</translation>
    </message>
    <message>
        <source>Completed sales are safe. What you just did was not done, not even in part.</source>
        <translation>已完成的交易是安全的。剛才的操作完全沒有執行。</translation>
    </message>
    <message>
        <source>Free some space on the disk, then do it again.</source>
        <translation>請清理磁碟空間後重做剛才的操作。</translation>
    </message>
    <message>
        <source>The till&apos;s data folder cannot be written: {path}</source>
        <translation>收銀台的資料夾不可寫：{path}</translation>
    </message>
    <message>
        <source>Completed sales are safe. Nothing was changed.</source>
        <translation>已完成的交易是安全的，沒有任何改變。</translation>
    </message>
    <message>
        <source>Give this user the right to write there, then start again.</source>
        <translation>請授予目前使用者寫入權限，然後重新啟動。</translation>
    </message>
    <message>
        <source>The disk did not do as it was asked: {path} {detail}</source>
        <translation>磁碟沒有正常回應：{path} {detail}</translation>
    </message>
    <message>
        <source>Try again. If it stays, back up this folder and have the disk checked.</source>
        <translation>請重試。如果仍然出現，請備份此資料夾並檢修磁碟。</translation>
    </message>
    <message>
        <source>The till&apos;s database was busy for too long.</source>
        <translation>收銀台資料庫長時間繁忙。</translation>
    </message>
    <message>
        <source>Do it again.</source>
        <translation>請再操作一次。</translation>
    </message>
    <message>
        <source>There is no till&apos;s data here: {path}</source>
        <translation>這裡沒有收銀台資料：{path}</translation>
    </message>
    <message>
        <source>Name the right folder with --data, or start the till once to make it.</source>
        <translation>請用 --data 指定正確的資料夾，或先啟動一次收銀台以建立資料。</translation>
    </message>
    <message>
        <source>The till&apos;s database is damaged: {path}</source>
        <translation>收銀台資料庫已損壞：{path}</translation>
    </message>
    <message>
        <source>Sales that reached the ledger are safe there. The damaged file is left as it is.</source>
        <translation>已上傳到總帳的交易是安全的。損壞的檔案保持原樣。</translation>
    </message>
    <message>
        <source>Do not delete anything. Run &apos;pos-client doctor&apos;, then restore the newest backup.</source>
        <translation>請不要刪除任何檔案。執行「pos-client doctor」，然後恢復最新備份。</translation>
    </message>
    <message>
        <source>The till&apos;s database belongs to another key than this machine&apos;s: {path}</source>
        <translation>收銀台資料庫的金鑰與本機不符：{path}</translation>
    </message>
    <message>
        <source>The data are whole and stay encrypted.</source>
        <translation>資料完好，並保持加密。</translation>
    </message>
    <message>
        <source>Was the folder copied from another machine? Start the till there, or enrol this one anew in an empty folder.</source>
        <translation>資料夾是從別的機器複製來的嗎？請在原機器上啟動，或在空資料夾中重新註冊本機。</translation>
    </message>
    <message>
        <source>The key to the till&apos;s database is not on this machine: {path}</source>
        <translation>本機沒有收銀台資料庫的金鑰：{path}</translation>
    </message>
    <message>
        <source>Was the folder copied or moved? Move it back, or enrol this till anew in an empty folder.</source>
        <translation>資料夾被複製或移動過嗎？請移回原處，或在空資料夾中重新註冊。</translation>
    </message>
    <message>
        <source>The system&apos;s key store, which keeps the key to the till&apos;s data, does not answer.</source>
        <translation>儲存資料金鑰的系統金鑰庫沒有回應。</translation>
    </message>
    <message>
        <source>Unlock the key store (sign in to the desktop again), then start the till.</source>
        <translation>請解鎖金鑰庫（重新登入桌面），再啟動收銀台。</translation>
    </message>
    <message>
        <source>A file beside the till&apos;s keys is not what it should be: {path}</source>
        <translation>收銀台金鑰旁的檔案不正確：{path}</translation>
    </message>
    <message>
        <source>Restore that file from a backup of this machine, or enrol the till anew in an empty folder.</source>
        <translation>請從本機備份恢復該檔案，或在空資料夾中重新註冊。</translation>
    </message>
    <message>
        <source>The till&apos;s data were written by a newer version of this program.</source>
        <translation>收銀台資料由更新版本的程式寫入。</translation>
    </message>
    <message>
        <source>Install the newer version again.</source>
        <translation>請重新安裝新版本。</translation>
    </message>
    <message>
        <source>The till&apos;s data were written by an older version of this program.</source>
        <translation>收銀台資料由舊版本的程式寫入。</translation>
    </message>
    <message>
        <source>Start the till once: it brings its data up to date.</source>
        <translation>請啟動一次收銀台，資料會自動升級。</translation>
    </message>
    <message>
        <source>The SQLite of this installation ({found}) can damage data; {needed} is needed.</source>
        <translation>此安裝中的 SQLite（{found}）可能損壞資料，需要 {needed}。</translation>
    </message>
    <message>
        <source>Nothing was opened.</source>
        <translation>沒有開啟任何資料。</translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation>請重新安裝程式。</translation>
    </message>
    <message>
        <source>Another program is working with this till&apos;s data: {program} (process {pid}).</source>
        <translation>另一個程式正在使用本收銀台的資料：{program}（程序 {pid}）。</translation>
    </message>
    <message>
        <source>Close the other one first: only one may sell with one data folder.</source>
        <translation>請先關閉那個程式：一個資料夾只允許一個程式收銀。</translation>
    </message>
    <message>
        <source>This data folder belongs to till {till} of store {store}.</source>
        <translation>此資料夾屬於門市 {store} 的收銀台 {till}。</translation>
    </message>
    <message>
        <source>Use another data folder for another till.</source>
        <translation>其他收銀台請使用另外的資料夾。</translation>
    </message>
    <message>
        <source>The ledger sent data that cannot be understood ({feed}, {key}).</source>
        <translation>總帳發來的資料無法識別（{feed}，{key}）。</translation>
    </message>
    <message>
        <source>That page was left out as a whole; sales go on with what is known.</source>
        <translation>該頁資料整體未採用；可用現有資料繼續收銀。</translation>
    </message>
    <message>
        <source>Tell the office. It is tried again by itself.</source>
        <translation>請告知總部；系統會自動重試。</translation>
    </message>
    <message>
        <source>The till&apos;s database answered with an error.</source>
        <translation>收銀台資料庫傳回錯誤。</translation>
    </message>
    <message>
        <source>Try again. If it stays, run &apos;pos-client doctor&apos;.</source>
        <translation>請重試。如果仍然出現，請執行「pos-client doctor」。</translation>
    </message>
    <message>
        <source>This till is not enrolled at a ledger yet.</source>
        <translation>本收銀台尚未在總帳註冊。</translation>
    </message>
    <message>
        <source>Type the ledger&apos;s address and the enrolment code that the group&apos;s office gave you.</source>
        <translation>請輸入集團總部提供的總帳位址和註冊碼。</translation>
    </message>
    <message>
        <source>The folder for backups is not there, or does not answer: {path}</source>
        <translation>存放備份的資料夾不在，或沒有回應：{path}</translation>
    </message>
    <message>
        <source>Sales go on, and the till&apos;s own data are as they were. The backups that were made there are kept on that disk; none is put elsewhere.</source>
        <translation>收銀照常，收銀台自己的資料沒有變化。以前的備份都在那塊磁碟上，不會寫到別處。</translation>
    </message>
    <message>
        <source>Connect its disk, or make the folder, or name another one on the settings page (Ctrl+9).</source>
        <translation>請接上磁碟、建好資料夾，或在設定頁（Ctrl+9）換一個資料夾。</translation>
    </message>
    <message>
        <source>Neither the ledger nor this till&apos;s settings say where updates are.</source>
        <translation>總帳和本機設定都沒有指明更新的位置。</translation>
    </message>
    <message>
        <source>The office says it once, at the ledger; or name an address on the settings page (Ctrl+9).</source>
        <translation>由總部在總帳上統一指定；也可以在設定頁（Ctrl+9）填寫位址。</translation>
    </message>
    <message>
        <source>The ledger cannot be reached.</source>
        <translation>無法連線總帳。</translation>
    </message>
    <message>
        <source>Sales go on; everything is kept in the journal and sent later.</source>
        <translation>可繼續收銀；所有記錄都儲存在流水帳中，稍後上傳。</translation>
    </message>
    <message>
        <source>Nothing to do. If it lasts, check the network cable or call the office.</source>
        <translation>無需處理。如果持續如此，請檢查網路線或聯絡總部。</translation>
    </message>
    <message>
        <source>The ledger did not answer in time.</source>
        <translation>總帳沒有及時回應。</translation>
    </message>
    <message>
        <source>Nothing to do: it is tried again by itself.</source>
        <translation>無需處理，系統會自動重試。</translation>
    </message>
    <message>
        <source>The ledger answers with an error of its own.</source>
        <translation>總帳自身傳回錯誤。</translation>
    </message>
    <message>
        <source>Nothing to do here: it is tried again by itself. If it lasts, call the office.</source>
        <translation>無需處理，系統會自動重試。如果持續如此，請聯絡總部。</translation>
    </message>
    <message>
        <source>The ledger is busy and asks for patience.</source>
        <translation>總帳繁忙，請稍候。</translation>
    </message>
    <message>
        <source>Something else than the ledger answers at its address.</source>
        <translation>總帳位址上回應的不是總帳。</translation>
    </message>
    <message>
        <source>Sales go on; nothing of that answer was used.</source>
        <translation>可繼續收銀；該回應沒有被採用。</translation>
    </message>
    <message>
        <source>Check the network: a guest network may be asking for a login. Then sync again.</source>
        <translation>請檢查網路：可能是訪客網路要求登入。之後再同步。</translation>
    </message>
    <message>
        <source>The ledger refused this till&apos;s request.</source>
        <translation>總帳拒絕了本收銀台的請求。</translation>
    </message>
    <message>
        <source>Sales go on; everything is kept in the journal.</source>
        <translation>可繼續收銀；所有記錄都儲存在流水帳中。</translation>
    </message>
    <message>
        <source>Tell the office; run &apos;pos-client doctor&apos; for the details.</source>
        <translation>請告知總部；執行「pos-client doctor」檢視詳情。</translation>
    </message>
    <message>
        <source>The ledger sent data without the group&apos;s signature.</source>
        <translation>總帳發來的資料沒有集團簽名。</translation>
    </message>
    <message>
        <source>Nothing of it was used; sales go on with what is known.</source>
        <translation>這些資料沒有被採用；可用現有資料繼續收銀。</translation>
    </message>
    <message>
        <source>Tell the office at once: somebody may be standing in for the ledger.</source>
        <translation>請立即告知總部：可能有人冒充總帳。</translation>
    </message>
    <message>
        <source>This ledger is not the one that the enrolment code belongs to.</source>
        <translation>此總帳與註冊碼不相符。</translation>
    </message>
    <message>
        <source>The till was not enrolled.</source>
        <translation>收銀台沒有註冊。</translation>
    </message>
    <message>
        <source>Check the address and the code; ask the office for a new code if both are right.</source>
        <translation>請核對位址和註冊碼；都正確時請向總部索取新的註冊碼。</translation>
    </message>
    <message>
        <source>The ledger did not accept this enrolment code.</source>
        <translation>總帳不接受這個註冊碼。</translation>
    </message>
    <message>
        <source>A code works once and for one hour: ask the office for a new one.</source>
        <translation>註冊碼一小時內有效且只能用一次，請向總部索取新的註冊碼。</translation>
    </message>
    <message>
        <source>That is not the address of a ledger: {address}</source>
        <translation>這不是總帳位址：{address}</translation>
    </message>
    <message>
        <source>It looks like https://ledger.example or http://127.0.0.1:8080.</source>
        <translation>格式如 https://ledger.example 或 http://127.0.0.1:8080。</translation>
    </message>
    <message>
        <source>The ledger does not know this till, or does not accept its signature.</source>
        <translation>總帳不認識本收銀台，或不接受其簽名。</translation>
    </message>
    <message>
        <source>Ask the office to look at this till&apos;s enrolment.</source>
        <translation>請總部檢查本收銀台的註冊。</translation>
    </message>
    <message>
        <source>The group has withdrawn this till.</source>
        <translation>集團已撤銷本收銀台。</translation>
    </message>
    <message>
        <source>What is in the journal is kept.</source>
        <translation>流水帳中的記錄會保留。</translation>
    </message>
    <message>
        <source>Stop selling here and call the office.</source>
        <translation>請停止在此收銀並聯絡總部。</translation>
    </message>
    <message>
        <source>The ledger has suspended this till: two journals claim to be its own.</source>
        <translation>總帳已暫停本收銀台：有兩份流水帳都自稱來自本機。</translation>
    </message>
    <message>
        <source>Sales go on and are kept in the journal; the ledger takes none until somebody decides.</source>
        <translation>可繼續收銀並儲存在流水帳中；在有人裁定之前總帳不再接收。</translation>
    </message>
    <message>
        <source>Call the office now. Was this till&apos;s disk copied or restored?</source>
        <translation>請立即聯絡總部。本機磁碟是否被複製或恢復過？</translation>
    </message>
    <message>
        <source>This code of a basket is too old.</source>
        <translation>這個掛單碼已過期。</translation>
    </message>
    <message>
        <source>Nothing was taken up; the basket is where it was parked.</source>
        <translation>沒有取單；掛單仍在原來的收銀台。</translation>
    </message>
    <message>
        <source>Have it shown again. If it happens to all, compare the clocks of both tills.</source>
        <translation>請重新顯示掛單碼。如果總是這樣，請核對兩台收銀台的時鐘。</translation>
    </message>
    <message>
        <source>A code cannot carry this basket: manual prices, notes or coupons would be lost.</source>
        <translation>這張掛單不能用碼傳遞：手工價、備註或紙質券會丟失。</translation>
    </message>
    <message>
        <source>It is parked here.</source>
        <translation>掛單儲存在本機。</translation>
    </message>
    <message>
        <source>The other tills have it in their list as soon as the connection is there.</source>
        <translation>連線後，其他收銀台的掛單列表裡就會有它。</translation>
    </message>
    <message>
        <source>{lines} lines are too many for codes on a screen.</source>
        <translation>{lines} 行商品太多，螢幕上的碼放不下。</translation>
    </message>
    <message>
        <source>The basket is parked here.</source>
        <translation>掛單儲存在本機。</translation>
    </message>
    <message>
        <source>Take it up and park it in two parts, or wait for the connection.</source>
        <translation>請取單後分兩次掛單，或等待連線。</translation>
    </message>
    <message>
        <source>This basket was parked in store {store}.</source>
        <translation>這張掛單屬於門市 {store}。</translation>
    </message>
    <message>
        <source>Scan the goods here.</source>
        <translation>請在這裡直接掃商品。</translation>
    </message>
    <message>
        <source>This till does not know {sku} of the basket yet.</source>
        <translation>本收銀台還沒有掛單裡的商品 {sku}。</translation>
    </message>
    <message>
        <source>Nothing was taken up; the code stays good.</source>
        <translation>沒有取單；掛單碼仍然有效。</translation>
    </message>
    <message>
        <source>Sync this till, or scan the goods by hand.</source>
        <translation>請先同步本收銀台，或逐件掃商品。</translation>
    </message>
    <message>
        <source>This member has said that they want no contact.</source>
        <translation>這位會員已表示不願被聯絡。</translation>
    </message>
    <message>
        <source>Nothing was written; nobody can overrule it.</source>
        <translation>沒有記錄任何內容；任何人都不能推翻。</translation>
    </message>
    <message>
        <source>Serve them when they come. They may change their mind at the counter.</source>
        <translation>到店時請照常服務；會員可以在櫃台改變主意。</translation>
    </message>
    <message>
        <source>This member was contacted as often as the group allows.</source>
        <translation>這位會員的聯絡次數已達集團上限。</translation>
    </message>
    <message>
        <source>They come back into the list by themselves.</source>
        <translation>到期後會自動回到名單。</translation>
    </message>
    <message>
        <source>It is quiet now: nobody is contacted before {until}.</source>
        <translation>現在是免打擾時段：{until} 之前不聯絡任何人。</translation>
    </message>
    <message>
        <source>Somebody has done this already.</source>
        <translation>已有人辦過此事。</translation>
    </message>
    <message>
        <source>Nothing was written a second time.</source>
        <translation>沒有重複記錄。</translation>
    </message>
    <message>
        <source>Go on with the next one.</source>
        <translation>請繼續下一位。</translation>
    </message>
    <message>
        <source>Type a number of days from 1 to {maximum}.</source>
        <translation>請輸入 1 到 {maximum} 之間的天數。</translation>
    </message>
    <message>
        <source>Press F9 again.</source>
        <translation>請再按一次 F9。</translation>
    </message>
    <message>
        <source>Nothing is shown without a reason.</source>
        <translation>沒有原因，不能顯示完整資料。</translation>
    </message>
    <message>
        <source>Nothing was written; name, phone and birthday stay masked.</source>
        <translation>沒有寫入任何內容；姓名、手機和生日仍然隱藏。</translation>
    </message>
    <message>
        <source>Choose why you need to see it.</source>
        <translation>請選擇需要看的原因。</translation>
    </message>
    <message>
        <source>There is nothing in the note.</source>
        <translation>備註是空的。</translation>
    </message>
    <message>
        <source>Write it again with some words.</source>
        <translation>請寫上內容再儲存。</translation>
    </message>
    <message>
        <source>Number {staff_id} wrote this note.</source>
        <translation>這條備註是 {staff_id} 號寫的。</translation>
    </message>
    <message>
        <source>The note is kept.</source>
        <translation>備註保持不變。</translation>
    </message>
    <message>
        <source>Whoever wrote it removes it, or a manager.</source>
        <translation>由寫的人或店長來刪除。</translation>
    </message>
    <message>
        <source>The till&apos;s settings cannot be used: {detail}</source>
        <translation>收銀台設定無法使用：{detail}</translation>
    </message>
    <message>
        <source>Sales and journal are safe; nothing was opened.</source>
        <translation>交易和流水帳是安全的，沒有開啟任何資料。</translation>
    </message>
    <message>
        <source>Correct settings.json in the data folder, or delete it to start with the defaults.</source>
        <translation>請修正資料夾中的 settings.json，或刪除它以使用預設設定。</translation>
    </message>
    <message>
        <source>The file does not say what to sell: {detail}</source>
        <translation>檔案沒有說明要銷售什麼：{detail}</translation>
    </message>
    <message>
        <source>Nothing was sold.</source>
        <translation>沒有銷售任何商品。</translation>
    </message>
    <message>
        <source>Correct the file; &apos;pos-client sell --help&apos; shows the form.</source>
        <translation>請修正檔案；「pos-client sell --help」顯示格式。</translation>
    </message>
    <message>
        <source>The program made a mistake that nobody foresaw.</source>
        <translation>程式出現了意料之外的錯誤。</translation>
    </message>
    <message>
        <source>Completed sales are safe in the journal.</source>
        <translation>已完成的交易安全地儲存在流水帳中。</translation>
    </message>
    <message>
        <source>Go on; if it happens again, restart the till and report it. The log has the details.</source>
        <translation>可以繼續；如果再次出現，請重新啟動收銀台並回報，日誌中有詳情。</translation>
    </message>
    <message>
        <source>Your role at this store does not allow this.</source>
        <translation>您在本店的角色不能做這件事。</translation>
    </message>
    <message>
        <source>Sign out and let somebody sign in who may do it.</source>
        <translation>請登出，由有權限的同事登入操作。</translation>
    </message>
    <message>
        <source>A manager must allow this.</source>
        <translation>這一步需要店長授權。</translation>
    </message>
    <message>
        <source>Nothing was changed yet.</source>
        <translation>目前沒有任何改動。</translation>
    </message>
    <message>
        <source>Ask a manager for badge or number and PIN.</source>
        <translation>請店長掃員工證（或輸入員工編號）並輸入密碼。</translation>
    </message>
    <message>
        <source>{staff_id} may not allow this.</source>
        <translation>{staff_id} 無權授權這一步。</translation>
    </message>
    <message>
        <source>This till is locked with a basket of {staff_id}.</source>
        <translation>本機已鎖定，裡面有 {staff_id} 的購物籃。</translation>
    </message>
    <message>
        <source>{staff_id} goes on with the PIN, or a manager does.</source>
        <translation>請 {staff_id} 本人或店長輸入密碼繼續。</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>沒有可以撤銷的操作。</translation>
    </message>
    <message>
        <source>Only removed lines and changed quantities of this basket come back.</source>
        <translation>只能恢復本購物籃刪除的商品和改動的數量。</translation>
    </message>
    <message>
        <source>That is no price below the list price.</source>
        <translation>這不是低於原價的價格。</translation>
    </message>
    <message>
        <source>The price was not changed.</source>
        <translation>價格沒有改動。</translation>
    </message>
    <message>
        <source>Type a price, a rate or an amount that leaves at least 0.</source>
        <translation>請輸入改後單價、折扣率或減價金額，改後不能低於 0。</translation>
    </message>
    <message>
        <source>A manual price needs its reason.</source>
        <translation>手工改價必須有原因。</translation>
    </message>
    <message>
        <source>Choose one; another reason needs a few words.</source>
        <translation>請選擇一個原因；選「其他原因」時請寫幾個字說明。</translation>
    </message>
    <message>
        <source>Nothing in this basket can be lowered as a whole.</source>
        <translation>這個購物籃裡沒有可以整單優惠的商品。</translation>
    </message>
    <message>
        <source>The prices were not changed.</source>
        <translation>價格沒有改動。</translation>
    </message>
    <message>
        <source>Lines with a manual price of their own and goods without discounts are left out.</source>
        <translation>已單獨改價的商品和不參加優惠的商品不在整單優惠之內。</translation>
    </message>
    <message>
        <source>This store has no department for goods that nobody knows.</source>
        <translation>本店沒有設定無條碼商品的類別。</translation>
    </message>
    <message>
        <source>Look at the connection page: new settings may be waiting.</source>
        <translation>請檢視同步頁面：可能有新設定等待同步。</translation>
    </message>
    <message>
        <source>The goods need a name.</source>
        <translation>商品需要一個名稱。</translation>
    </message>
    <message>
        <source>Type what it is, as it will stand on the receipt.</source>
        <translation>請輸入是什麼商品，收據上會這樣顯示。</translation>
    </message>
    <message>
        <source>Goods that nobody knows are sold for at most {maximum}.</source>
        <translation>無條碼商品的售價最高為 {maximum}。</translation>
    </message>
    <message>
        <source>Check the price, or search the product by name.</source>
        <translation>請核對價格，或按名稱查詢商品。</translation>
    </message>
    <message>
        <source>This service is no longer there for the member.</source>
        <translation>該會員已沒有這項服務。</translation>
    </message>
    <message>
        <source>Look at the list again; it may have ended.</source>
        <translation>請再看一下列表，可能已到期。</translation>
    </message>
    <message>
        <source>{name} is used up.</source>
        <translation>「{name}」已用完。</translation>
    </message>
    <message>
        <source>Offer it at its price, or ask a manager.</source>
        <translation>可按價收費提供，或請店長處理。</translation>
    </message>
    <message>
        <source>A coupon can be swapped only with the connection.</source>
        <translation>連線時才能換券。</translation>
    </message>
    <message>
        <source>The coupon is kept and can be used as it is.</source>
        <translation>原券保留，可照常使用。</translation>
    </message>
    <message>
        <source>Use it as it is, or try again when connected.</source>
        <translation>先用原券，或連線後再試。</translation>
    </message>
    <message>
        <source>This coupon cannot be swapped for a larger one.</source>
        <translation>這張券不能換成更大面額。</translation>
    </message>
    <message>
        <source>Choose one that says what it can grow into.</source>
        <translation>請選擇標明可換成更大面額的券。</translation>
    </message>
    <message>
        <source>This badge is of the store {store}.</source>
        <translation>這張員工證屬於門市 {store}。</translation>
    </message>
    <message>
        <source>Use a badge of this store, or type the staff number.</source>
        <translation>請使用本店的員工證，或輸入員工編號。</translation>
    </message>
    <message>
        <source>At {address} members&apos; data would travel for everybody to read.</source>
        <translation>在 {address} 上，會員資料會以任何人都能看到的方式傳輸。</translation>
    </message>
    <message>
        <source>The till was not enrolled; nothing was sent.</source>
        <translation>本機未登記，也沒有傳送任何內容。</translation>
    </message>
    <message>
        <source>Use the ledger&apos;s https address; the office knows it.</source>
        <translation>請使用總帳的 https 位址；總部知道這個位址。</translation>
    </message>
    <message>
        <source>This file holds no certificate of an authority: {path}</source>
        <translation>該檔案裡沒有簽發機構的憑證：{path}</translation>
    </message>
    <message>
        <source>Ask the office for the authority&apos;s certificate as a PEM file.</source>
        <translation>請向總部索取簽發機構憑證（PEM 檔案）。</translation>
    </message>
    <message>
        <source>The ledger&apos;s certificate has ended, or this till&apos;s date is wrong.</source>
        <translation>總帳的憑證已過期，或者本機的日期不對。</translation>
    </message>
    <message>
        <source>Sales go on; everything is kept in the journal. Nothing was sent.</source>
        <translation>銷售照常；一切都記在流水帳裡。沒有傳送任何內容。</translation>
    </message>
    <message>
        <source>Check this till&apos;s date and time. If they are right, tell the office.</source>
        <translation>請檢查本機的日期和時間。如果沒有錯，請告知總部。</translation>
    </message>
    <message>
        <source>The certificate at the ledger&apos;s address is for another address.</source>
        <translation>總帳位址上的憑證屬於另一個位址。</translation>
    </message>
    <message>
        <source>Check the address. If it is right, tell the office.</source>
        <translation>請檢查位址。如果沒有錯，請告知總部。</translation>
    </message>
    <message>
        <source>Nobody whom this till knows vouches for the ledger&apos;s certificate.</source>
        <translation>沒有本機認識的機構為總帳的憑證作擔保。</translation>
    </message>
    <message>
        <source>Tell the office: a guest network or somebody else may be in between.</source>
        <translation>請告知總部：中間可能隔著訪客網路或其他人。</translation>
    </message>
    <message>
        <source>The ledger shows another certificate, and the group&apos;s key does not vouch for it.</source>
        <translation>總帳出示了另一張憑證，而集團的金鑰沒有為它作擔保。</translation>
    </message>
    <message>
        <source>No protected connection to the ledger could be made.</source>
        <translation>無法與總帳建立受保護的連線。</translation>
    </message>
    <message>
        <source>It is tried again by itself. If it lasts, check the address: https or http?</source>
        <translation>會自動重試。如果一直這樣，請檢查位址：是 https 還是 http？</translation>
    </message>
    <message>
        <source>A wallet is being asked to pay this basket, and it is not known yet whether it did.</source>
        <translation>這單正在由錢包付款，還不知道是否付成。</translation>
    </message>
    <message>
        <source>The basket is kept as it is, and is paid once at most.</source>
        <translation>商品原樣保留，最多只會收一次款。</translation>
    </message>
    <message>
        <source>Wait for the wallet&apos;s answer, or cancel its payment.</source>
        <translation>請等待錢包的結果，或取消這筆付款。</translation>
    </message>
    <message>
        <source>This till is not set up for this wallet.</source>
        <translation>本收銀台沒有開通這種錢包。</translation>
    </message>
    <message>
        <source>Take another means of payment, or have the till set up for it.</source>
        <translation>請用其他方式收款，或請人在本機開通。</translation>
    </message>
    <message>
        <source>Nothing remains to be paid.</source>
        <translation>沒有剩餘金額要付。</translation>
    </message>
    <message>
        <source>Nothing was sent to the wallet.</source>
        <translation>沒有向錢包發出請求。</translation>
    </message>
    <message>
        <source>Complete the sale.</source>
        <translation>請完成這單。</translation>
    </message>
    <message>
        <source>Cases are at the ledger, and it does not answer just now.</source>
        <translation>案件在總帳上，而總帳現在沒有回應。</translation>
    </message>
    <message>
        <source>Nothing was changed. The list shows how old it is.</source>
        <translation>沒有任何更改。列表標明瞭資料時間。</translation>
    </message>
    <message>
        <source>Sell on, and look again when the till is connected.</source>
        <translation>請繼續銷售，連線恢復後再看。</translation>
    </message>
    <message>
        <source>The ledger does not accept this PIN.</source>
        <translation>總帳不接受這個密碼。</translation>
    </message>
    <message>
        <source>Type it again. After a change of the PIN the till may need a moment to know it.</source>
        <translation>請重新輸入。更改密碼後，收銀台可能要稍後才知道。</translation>
    </message>
    <message>
        <source>The ledger asks for patience: too many tries, or too much at once.</source>
        <translation>總帳請您稍候：嘗試過多，或一次請求太多。</translation>
    </message>
    <message>
        <source>The ledger asks again who looks at cases.</source>
        <translation>總帳需要再次確認是誰在檢視案件。</translation>
    </message>
    <message>
        <source>Type your PIN once more.</source>
        <translation>請再輸入一次密碼。</translation>
    </message>
    <message>
        <source>Your role at the ledger does not allow this.</source>
        <translation>您在總帳的角色不允許這樣做。</translation>
    </message>
    <message>
        <source>Ask a manager of this store, or the office.</source>
        <translation>請聯絡本店店長或總部。</translation>
    </message>
    <message>
        <source>The ledger has no such case for this store.</source>
        <translation>總帳沒有本店的這個案件。</translation>
    </message>
    <message>
        <source>Look at the list again.</source>
        <translation>請重新檢視列表。</translation>
    </message>
    <message>
        <source>Somebody else has taken this case meanwhile.</source>
        <translation>此案件已被別人接手。</translation>
    </message>
    <message>
        <source>Read it again to see who has it.</source>
        <translation>請重新檢視，瞭解由誰負責。</translation>
    </message>
    <message>
        <source>This case is closed already.</source>
        <translation>此案件已經結案。</translation>
    </message>
    <message>
        <source>Read it again to see what was decided.</source>
        <translation>請重新檢視，瞭解作出了什麼決定。</translation>
    </message>
    <message>
        <source>This case is not yours any more.</source>
        <translation>此案件已不歸您負責。</translation>
    </message>
    <message>
        <source>This decision needs a note that says why.</source>
        <translation>這個決定需要寫明原因。</translation>
    </message>
    <message>
        <source>Type the note, then close the case.</source>
        <translation>請填寫備註，然後結案。</translation>
    </message>
    <message>
        <source>The ledger does not take this decision for this kind of case.</source>
        <translation>總帳不接受對這類案件作出這個決定。</translation>
    </message>
    <message>
        <source>Read the case again and choose another decision.</source>
        <translation>請重新檢視案件，另選一個決定。</translation>
    </message>
    <message>
        <source>A basket holds at most {maximum} different lines.</source>
        <translation>一單最多 {maximum} 行商品。</translation>
    </message>
    <message>
        <source>The last piece was not added; the basket is kept.</source>
        <translation>最後一件未加入，購物籃保留不變。</translation>
    </message>
    <message>
        <source>Complete this sale, then ring the rest as a second one.</source>
        <translation>請先完成這一單，其餘商品另開一單。</translation>
    </message>
    <message>
        <source>This setting cannot be used.</source>
        <translation>該設定無法使用。</translation>
    </message>
    <message>
        <source>The setting could not be kept: {path} cannot be written.</source>
        <translation>設定未能儲存：{path} 無法寫入。</translation>
    </message>
    <message>
        <source>The old setting is in use. Sales are safe.</source>
        <translation>仍使用原設定，交易不受影響。</translation>
    </message>
    <message>
        <source>Check the free space and the rights of the folder, then change it again.</source>
        <translation>請檢查磁碟空間和資料夾權限，再重新更改。</translation>
    </message>
    <message>
        <source>No camera is set up at this till.</source>
        <translation>本機未設定攝影機。</translation>
    </message>
    <message>
        <source>Choose one, then test again. Hand scanners work without it.</source>
        <translation>請先選擇攝影機再測試；掃描器無需攝影機即可使用。</translation>
    </message>
    <message>
        <source>Hand scanners go on working.</source>
        <translation>掃描器仍可正常使用。</translation>
    </message>
    <message>
        <source>Check its cable, its power and its address, then test again.</source>
        <translation>請檢查連線、電源和位址，再重新測試。</translation>
    </message>
    <message>
        <source>This till&apos;s accounts with the wallets cannot be used: {detail}.</source>
        <translation>本機的錢包商戶配置無法使用：{detail}。</translation>
    </message>
    <message>
        <source>Take cash or a card; &apos;pos-client doctor&apos; says what to correct.</source>
        <translation>請收現金或刷卡；執行「pos-client doctor」可知要改什麼。</translation>
    </message>
    <message>
        <source>{wallet} cannot be reached from this till just now.</source>
        <translation>本機暫時連不上{wallet}。</translation>
    </message>
    <message>
        <source>Nothing was sent, and the code was not kept.</source>
        <translation>沒有傳送任何請求，付款碼也沒有保留。</translation>
    </message>
    <message>
        <source>Take cash or a card; the till offers the wallet again by itself as soon as it can be reached.</source>
        <translation>請收現金或刷卡；恢復連線後會自動重新提供。</translation>
    </message>
    <message>
        <source>The payment code that was in the member&apos;s code is too old by now.</source>
        <translation>會員碼裡的付款碼時間太久，已失效。</translation>
    </message>
    <message>
        <source>Ask the shopper to show the payment code, and scan it.</source>
        <translation>請顧客出示付款碼再掃。</translation>
    </message>
    <message>
        <source>It is known already how this payment ended.</source>
        <translation>這筆付款的結果已經確定。</translation>
    </message>
    <message>
        <source>How this payment ended cannot be set down without evidence.</source>
        <translation>沒有依據，不能人工登記付款結果。</translation>
    </message>
    <message>
        <source>Look the order up at the wallet&apos;s operator, and type its transaction number, or where it was looked up.</source>
        <translation>請在錢包商戶平台查詢此單，輸入交易號或查詢依據。</translation>
    </message>
    <message>
        <source>{wallet}: the shopper&apos;s money does not suffice.</source>
        <translation>{wallet}：顧客餘額不足。</translation>
    </message>
    <message>
        <source>Nothing was taken from the shopper, and the basket is kept.</source>
        <translation>沒有向顧客扣款，此單保留。</translation>
    </message>
    <message>
        <source>Ask for another card in the wallet, another wallet, or cash; then scan the new code.</source>
        <translation>請顧客換一張卡、換錢包或付現金，然後掃新的付款碼。</translation>
    </message>
    <message>
        <source>{wallet}: the payment code was too old.</source>
        <translation>{wallet}：付款碼已過期。</translation>
    </message>
    <message>
        <source>Ask the shopper to refresh the code, and scan it again.</source>
        <translation>請顧客重新整理付款碼後再掃。</translation>
    </message>
    <message>
        <source>{wallet} does not accept this payment code.</source>
        <translation>{wallet}不接受這個付款碼。</translation>
    </message>
    <message>
        <source>{wallet} refused the payment.</source>
        <translation>{wallet}拒絕了這筆付款。</translation>
    </message>
    <message>
        <source>Ask for another means of payment; the wallet tells the shopper why.</source>
        <translation>請換一種付款方式；原因會顯示在顧客手機上。</translation>
    </message>
    <message>
        <source>{wallet}: the order was closed before it was paid.</source>
        <translation>{wallet}：訂單在付款前已關閉。</translation>
    </message>
    <message>
        <source>Scan a new code to try again.</source>
        <translation>可掃新的付款碼再試。</translation>
    </message>
    <message>
        <source>{wallet}: the shopper did not pay.</source>
        <translation>{wallet}：顧客沒有付款。</translation>
    </message>
    <message>
        <source>Scan a new code to try again, or take another means of payment.</source>
        <translation>可掃新的付款碼再試，或換一種付款方式。</translation>
    </message>
    <message>
        <source>{wallet} does not accept what this till sends: {detail}.</source>
        <translation>{wallet}不接受本機的請求：{detail}。</translation>
    </message>
    <message>
        <source>Take cash or a card, and tell the office: the account is not set up right.</source>
        <translation>請收現金或刷卡，並告知總部：商戶配置有誤。</translation>
    </message>
    <message>
        <source>{wallet} could not be reached.</source>
        <translation>連不上{wallet}。</translation>
    </message>
    <message>
        <source>Take cash or a card, or scan a new code when the network is back.</source>
        <translation>請收現金或刷卡；網路恢復後可掃新的付款碼。</translation>
    </message>
    <message>
        <source>{wallet} never received the order, and the code is too old by now.</source>
        <translation>{wallet}沒有收到此單，付款碼也已失效。</translation>
    </message>
    <message>
        <source>The shopper did not confirm in time, and the payment was cancelled.</source>
        <translation>顧客沒有及時確認，這筆付款已取消。</translation>
    </message>
    <message>
        <source>The payment was cancelled.</source>
        <translation>這筆付款已取消。</translation>
    </message>
    <message>
        <source>{wallet} does not take this payment back any more.</source>
        <translation>{wallet}已不能撤銷這筆付款。</translation>
    </message>
    <message>
        <source>The payment stays open until it is known.</source>
        <translation>結果確定之前，這筆付款一直掛著。</translation>
    </message>
    <message>
        <source>Look it up at the wallet&apos;s operator.</source>
        <translation>請到錢包商戶平台查詢。</translation>
    </message>
    <message>
        <source>It was set down by hand that this payment did not come about.</source>
        <translation>已人工登記：這筆付款沒有成功。</translation>
    </message>
    <message>
        <source>Fetch the basket, or void it.</source>
        <translation>可取回此單，或作廢。</translation>
    </message>
    <message>
        <source>{name} is sold by weight: each piece has a weight of its own.</source>
        <translation>{name} 按重量出售：每一份的重量各不相同。</translation>
    </message>
    <message>
        <source>Scan each label, without a number in front.</source>
        <translation>請逐個掃描標籤，前面不要輸入數量。</translation>
    </message>
    <message>
        <source>There is a basket at the counter.</source>
        <translation>櫃台上還有一單沒有處理。</translation>
    </message>
    <message>
        <source>Finish it, park it or void it first.</source>
        <translation>請先結帳、掛單或作廢。</translation>
    </message>
    <message>
        <source>Another till may have taken this basket up; only the ledger knows.</source>
        <translation>其他收銀台可能已取走這一單；只有總帳知道。</translation>
    </message>
    <message>
        <source>It is kept, and nobody pays twice.</source>
        <translation>這一單還在，誰也不會付兩次。</translation>
    </message>
    <message>
        <source>Try again when the connection is back, or scan the goods anew.</source>
        <translation>等連線恢復後再試，或重新掃描商品。</translation>
    </message>
    <message>
        <source>Till {till} has taken this basket up.</source>
        <translation>收銀台 {till} 已取走這一單。</translation>
    </message>
    <message>
        <source>It was not rung here.</source>
        <translation>本機沒有結這一單。</translation>
    </message>
    <message>
        <source>Send the shopper to that till.</source>
        <translation>請顧客到那台收銀台結帳。</translation>
    </message>
    <message>
        <source>The time of this basket is over.</source>
        <translation>這一單已過期。</translation>
    </message>
    <message>
        <source>Scan the goods anew.</source>
        <translation>請重新掃描商品。</translation>
    </message>
    <message>
        <source>This basket is no longer parked.</source>
        <translation>這一單已不在掛單裡。</translation>
    </message>
    <message>
        <source>Look at the list again, or scan the goods anew.</source>
        <translation>請再看一下列表，或重新掃描商品。</translation>
    </message>
    <message>
        <source>This basket was parked by another version of the program and cannot be read.</source>
        <translation>這一單由其他版本的程式掛起，無法讀取。</translation>
    </message>
    <message>
        <source>Take it up at the till that parked it, or scan the goods anew.</source>
        <translation>請在掛單的那台收銀台取單，或重新掃描商品。</translation>
    </message>
    <message>
        <source>The ledger does not answer.</source>
        <translation>總帳沒有回應。</translation>
    </message>
    <message>
        <source>Parked baskets are kept.</source>
        <translation>掛單都還在。</translation>
    </message>
    <message>
        <source>Try again when the connection is back.</source>
        <translation>等連線恢復後再試。</translation>
    </message>
    <message>
        <source>A name has at most {maximum} characters.</source>
        <translation>名字最多 {maximum} 個字。</translation>
    </message>
    <message>
        <source>Type a shorter one.</source>
        <translation>請輸入短一些的名字。</translation>
    </message>
    <message>
        <source>{staff_id} is no guide of this store.</source>
        <translation>{staff_id} 不是本店銷售顧問。</translation>
    </message>
    <message>
        <source>Choose a guide from the list, or scan a guide&apos;s badge.</source>
        <translation>請從列表中選擇銷售顧問，或掃銷售顧問的員工證。</translation>
    </message>
    <message>
        <source>At most {maximum} guides share in a sale.</source>
        <translation>一單最多由 {maximum} 位銷售顧問分享。</translation>
    </message>
    <message>
        <source>Take one out first.</source>
        <translation>請先移出一位。</translation>
    </message>
    <message>
        <source>These goods were sold at {store} / {till}, and there is no connection to the ledger.</source>
        <translation>這些商品在 {store} / {till} 售出，而現在連不上總帳。</translation>
    </message>
    <message>
        <source>Take them back at that till, or here when connected; a manager can take them back without the receipt.</source>
        <translation>請到那台收銀台退貨，或連線後在這裡退；店長可按無收據退貨辦理。</translation>
    </message>
    <message>
        <source>Goods of this sale are being taken back at {store} / {till} just now.</source>
        <translation>{store} / {till} 正在辦理這筆銷售的退貨。</translation>
    </message>
    <message>
        <source>Nothing was taken back here.</source>
        <translation>這裡沒有辦理任何退貨。</translation>
    </message>
    <message>
        <source>Ask there. It is free again when they are done, or after ten minutes.</source>
        <translation>請向那邊確認。對方辦完後，或十分鐘後即可辦理。</translation>
    </message>
    <message>
        <source>The ledger does not have this sale yet.</source>
        <translation>總帳還沒有這筆銷售。</translation>
    </message>
    <message>
        <source>The till that sold the goods has yet to sync. Take them back there, or try again later.</source>
        <translation>售出商品的收銀台尚未同步。請到那裡退貨，或稍後再試。</translation>
    </message>
    <message>
        <source>This sale was open here for so long that another till may have taken goods of it back.</source>
        <translation>這筆銷售在這裡開啟太久，其他收銀台可能已辦理過退貨。</translation>
    </message>
    <message>
        <source>Scan the receipt again, and choose the goods once more.</source>
        <translation>請重新掃描收據，再選一次商品。</translation>
    </message>
    <message>
        <source>These goods were paid in {currency}, which this till does not take.</source>
        <translation>這些商品以 {currency} 付款，本收銀台不收這種貨幣。</translation>
    </message>
    <message>
        <source>Take them back at a store of that country.</source>
        <translation>請到當地門市退貨。</translation>
    </message>
    <message>
        <source>What a member bought elsewhere only the ledger knows, and there is no connection.</source>
        <translation>會員在別處買了什麼只有總帳知道，而現在沒有連線。</translation>
    </message>
    <message>
        <source>Scan the receipt, or look the sale up in the list of this till.</source>
        <translation>請掃描收據，或在本收銀台的列表中查詢。</translation>
    </message>
    <message>
        <source>Nothing goes back for these goods: they cannot pay for others.</source>
        <translation>這些商品沒有可退金額，不能用來換購。</translation>
    </message>
    <message>
        <source>Take them back as a return.</source>
        <translation>請按退貨辦理。</translation>
    </message>
    <message>
        <source>The scanner is not plugged in, or another program has its port.</source>
        <translation>掃描器未接入，或連接埠被其他程式佔用。</translation>
    </message>
    <message>
        <source>Check its cable and the port. It is looked for all the time.</source>
        <translation>請檢查連線和連接埠，系統會持續查詢。</translation>
    </message>
    <message>
        <source>The journal could not be written to {path}.</source>
        <translation>流水帳無法寫入 {path}。</translation>
    </message>
    <message>
        <source>Nothing is lost: the till keeps all of it.</source>
        <translation>沒有任何丟失：全部記錄仍在本收銀台。</translation>
    </message>
    <message>
        <source>Check that the stick is in and has room, or take another one.</source>
        <translation>請檢查隨身碟是否插好、空間是否足夠，或換一個隨身碟。</translation>
    </message>
    <message>
        <source>There is nothing to export.</source>
        <translation>沒有需要匯出的內容。</translation>
    </message>
    <message>
        <source>Everything this till has done is at the ledger.</source>
        <translation>本收銀台的所有記錄都已到達總帳。</translation>
    </message>
    <message>
        <source>Go on selling; no stick is needed.</source>
        <translation>請繼續銷售，不需要隨身碟。</translation>
    </message>
    <message>
        <source>This till has not been told the ledger&apos;s key for exports.</source>
        <translation>本收銀台還沒有收到總帳的匯出金鑰。</translation>
    </message>
    <message>
        <source>Connect once and sync, then export. If that cannot be, keep the machine and call the office.</source>
        <translation>請連線同步一次後再匯出。如果無法連線，請保留這台機器並聯絡總部。</translation>
    </message>
    <message>
        <source>This order does not wait here any more.</source>
        <translation>這個訂單已不在這裡待取。</translation>
    </message>
    <message>
        <source>Nothing was handed over.</source>
        <translation>沒有交付任何商品。</translation>
    </message>
    <message>
        <source>Look at the list again; ask the web shop where it is.</source>
        <translation>請再看一下列表，或向網店查詢。</translation>
    </message>
    <message>
        <source>This till has not been told yet how people join.</source>
        <translation>這台收銀台還沒有收到入會規則。</translation>
    </message>
    <message>
        <source>Nothing was written; the basket is kept.</source>
        <translation>沒有寫入任何內容，購物籃保留。</translation>
    </message>
    <message>
        <source>Let the till sync once with the ledger, then try again.</source>
        <translation>讓收銀台與總帳同步一次，再試。</translation>
    </message>
    <message>
        <source>This is no phone number.</source>
        <translation>這不是電話號碼。</translation>
    </message>
    <message>
        <source>Nothing was written; the form is kept.</source>
        <translation>沒有寫入任何內容，表單保留。</translation>
    </message>
    <message>
        <source>Type the 11 digits, or + and the country for one from abroad.</source>
        <translation>輸入 11 位號碼；境外號碼輸入 + 和國家代碼。</translation>
    </message>
    <message>
        <source>This is no day of a year.</source>
        <translation>這不是一年中的某一天。</translation>
    </message>
    <message>
        <source>Type month and day, such as 1120, or leave it empty.</source>
        <translation>輸入月日，例如 1120，或者留空。</translation>
    </message>
    <message>
        <source>Nobody knows the join code {typed}.</source>
        <translation>沒有入會碼 {typed}。</translation>
    </message>
    <message>
        <source>Type it again as it is printed, or leave it empty.</source>
        <translation>照印的再輸一次，或者留空。</translation>
    </message>
    <message>
        <source>Ask the shopper, and press its number when they agree.</source>
        <translation>請詢問顧客，顧客同意後按對應的數字。</translation>
    </message>
    <message>
        <source>This phone is a member&apos;s already.</source>
        <translation>這個電話已經是會員。</translation>
    </message>
    <message>
        <source>Press Enter at the phone to put this member on the basket.</source>
        <translation>在電話一欄按 Enter 鍵，把這位會員放到購物籃。</translation>
    </message>
    <message>
        <source>Nothing was changed about what the member agrees to.</source>
        <translation>會員的授權沒有變化。</translation>
    </message>
    <message>
        <source>Press the number of what the member says now.</source>
        <translation>按會員現在所說的那一條的數字。</translation>
    </message>
    <message>
        <source>Nobody can join without the consent that is marked.</source>
        <translation>不同意標出的那一條就不能入會。</translation>
    </message>
    <message>
        <source>Gift cards and stored value need the connection: only the ledger knows what is on them.</source>
        <translation>禮品卡和儲值需要連線：餘額只有總帳知道。</translation>
    </message>
    <message>
        <source>Nothing was taken.</source>
        <translation>沒有扣款。</translation>
    </message>
    <message>
        <source>Pay in another way, or try again when the connection is back.</source>
        <translation>請用其他方式支付，或連線後再試。</translation>
    </message>
    <message>
        <source>The ledger did not answer about the card.</source>
        <translation>總帳沒有回應這張卡的查詢。</translation>
    </message>
    <message>
        <source>Nothing was taken: what it may have set aside is let go by itself.</source>
        <translation>沒有扣款：可能已預留的金額會自動釋放。</translation>
    </message>
    <message>
        <source>Scan the card again, or pay in another way.</source>
        <translation>請重新掃卡，或用其他方式支付。</translation>
    </message>
    <message>
        <source>The ledger is still being asked about a card.</source>
        <translation>正在查詢另一張卡。</translation>
    </message>
    <message>
        <source>Wait a moment.</source>
        <translation>請稍候。</translation>
    </message>
    <message>
        <source>Gift cards do not pay for gift cards or top-ups.</source>
        <translation>禮品卡和儲值不能用來購買禮品卡或加值。</translation>
    </message>
    <message>
        <source>Take another payment, or sell the card by itself.</source>
        <translation>請用其他方式支付，或把禮品卡單獨結帳。</translation>
    </message>
    <message>
        <source>Card {account} pays for this basket already.</source>
        <translation>卡 {account} 已經用於這一單。</translation>
    </message>
    <message>
        <source>It was not taken twice.</source>
        <translation>沒有重複扣款。</translation>
    </message>
    <message>
        <source>Use another card, or another payment.</source>
        <translation>請換一張卡，或用其他方式支付。</translation>
    </message>
    <message>
        <source>The basket changed while the ledger was asked about the card.</source>
        <translation>查詢禮品卡時購物籃有變動。</translation>
    </message>
    <message>
        <source>Scan the card again if it is to pay.</source>
        <translation>如仍要用卡支付，請重新掃卡。</translation>
    </message>
    <message>
        <source>At most {maximum} may be put on it at one time.</source>
        <translation>一次最多充入 {maximum}。</translation>
    </message>
    <message>
        <source>Use a smaller amount.</source>
        <translation>請減少金額。</translation>
    </message>
    <message>
        <source>This card does not exist, or its PIN is wrong.</source>
        <translation>沒有這張卡，或密碼錯誤。</translation>
    </message>
    <message>
        <source>Scan the code under the scratched field, or type number and PIN again.</source>
        <translation>請掃描刮開後的 QR 碼，或重新輸入卡號和密碼。</translation>
    </message>
    <message>
        <source>Card {account} has not been sold yet: there is nothing on it.</source>
        <translation>卡 {account} 還沒有售出：卡內沒有餘額。</translation>
    </message>
    <message>
        <source>To sell it, scan it at the basket, before payment.</source>
        <translation>要售卡，請在付款前把它掃進購物籃。</translation>
    </message>
    <message>
        <source>Card {account} is blocked.</source>
        <translation>卡 {account} 已凍結。</translation>
    </message>
    <message>
        <source>What is on it is kept.</source>
        <translation>卡內餘額不受影響。</translation>
    </message>
    <message>
        <source>Ask a manager; the group&apos;s office can unblock it.</source>
        <translation>請聯絡店長；總部可以解凍。</translation>
    </message>
    <message>
        <source>The time of card {account} is over.</source>
        <translation>卡 {account} 已過有效期。</translation>
    </message>
    <message>
        <source>The group&apos;s office can make it good again.</source>
        <translation>總部可以恢復使用。</translation>
    </message>
    <message>
        <source>Nothing is left on card {account}.</source>
        <translation>卡 {account} 沒有餘額。</translation>
    </message>
    <message>
        <source>All that is on card {account} is just being used at another till.</source>
        <translation>卡 {account} 的餘額正在另一收銀台使用。</translation>
    </message>
    <message>
        <source>Try again when that sale is done.</source>
        <translation>請等那一單結束後再試。</translation>
    </message>
    <message>
        <source>Card {account} cannot be used or sold in this store.</source>
        <translation>卡 {account} 不能在本店使用或出售。</translation>
    </message>
    <message>
        <source>It says on the card where it is good.</source>
        <translation>適用門市見卡面說明。</translation>
    </message>
    <message>
        <source>Too many wrong PINs for card {account}.</source>
        <translation>卡 {account} 密碼錯誤次數過多。</translation>
    </message>
    <message>
        <source>What is on it is safe.</source>
        <translation>卡內餘額安全。</translation>
    </message>
    <message>
        <source>Card {account} is sold already.</source>
        <translation>卡 {account} 已經售出。</translation>
    </message>
    <message>
        <source>To see what is on it or to pay, scan the code under the scratched field.</source>
        <translation>查詢餘額或支付，請掃描刮開後的 QR 碼。</translation>
    </message>
    <message>
        <source>This is no number of a gift card.</source>
        <translation>這不是禮品卡卡號。</translation>
    </message>
    <message>
        <source>Type the 16 digits on the card again, or scan it.</source>
        <translation>請重新輸入卡面的 16 位數字，或掃碼。</translation>
    </message>
    <message>
        <source>A card&apos;s PIN has 8 digits.</source>
        <translation>禮品卡密碼是 8 位數字。</translation>
    </message>
    <message>
        <source>Nothing was taken, and no try was used up.</source>
        <translation>沒有扣款，也沒有計入錯誤次數。</translation>
    </message>
    <message>
        <source>Type the digits under the scratched field.</source>
        <translation>請輸入刮開後的數字。</translation>
    </message>
    <message>
        <source>The card was scanned too long ago.</source>
        <translation>掃卡時間太久。</translation>
    </message>
    <message>
        <source>Scan it again.</source>
        <translation>請重新掃卡。</translation>
    </message>
    <message>
        <source>A sale that sold a gift card or a top-up cannot be voided: it may be spent by now.</source>
        <translation>售出禮品卡或加值的單據不能作廢：餘額可能已被使用。</translation>
    </message>
    <message>
        <source>Take the goods back one by one; the office can block the card.</source>
        <translation>請逐件辦理退貨；總部可以凍結該卡。</translation>
    </message>
    <message>
        <source>There is no font with Chinese characters on this machine to print with.</source>
        <translation>本機沒有可用於列印的中文字型。</translation>
    </message>
    <message>
        <source>The sale is safe; its receipt can be printed any time later.</source>
        <translation>交易已安全儲存；收據隨時可以補打。</translation>
    </message>
    <message>
        <source>Install one (Noto Sans CJK, for example) and start the till anew; or turn the setting off for a printer that has the font itself.</source>
        <translation>請安裝中文字型（例如 Noto Sans CJK）並重新啟動收銀程式；如果印表機自帶中文字型檔，請關閉該設定。</translation>
    </message>
    <message>
        <source>Coupons, points and stored value need the member&apos;s code: a card or a name proves nothing.</source>
        <translation>使用優惠券、點數和儲值需要會員碼：會員卡號或姓名不能證明身分。</translation>
    </message>
    <message>
        <source>Stored value belongs to a member, and nobody is known here yet.</source>
        <translation>儲值屬於會員，目前還沒有識別會員。</translation>
    </message>
    <message>
        <source>Scan the member&apos;s code, or search for the member.</source>
        <translation>請掃會員碼，或查詢會員。</translation>
    </message>
    <message>
        <source>This store does not top up stored value.</source>
        <translation>本店不辦理儲值加值。</translation>
    </message>
    <message>
        <source>It can be done in a store that does.</source>
        <translation>請到可加值的門市辦理。</translation>
    </message>
    <message>
        <source>This member has no stored value left.</source>
        <translation>該會員沒有儲值餘額。</translation>
    </message>
    <message>
        <source>Take another payment; it can be topped up at the basket.</source>
        <translation>請用其他方式支付；可在購物籃頁面加值。</translation>
    </message>
    <message>
        <source>All of this member&apos;s stored value is just being used at another till.</source>
        <translation>該會員的儲值正在另一收銀台使用。</translation>
    </message>
    <message>
        <source>A till still has points or coupons of one of them in hand.</source>
        <translation>還有收銀台佔用著其中一位的點數或優惠券。</translation>
    </message>
    <message>
        <source>Nothing was changed; the till was asked to give them back.</source>
        <translation>沒有改動任何內容；已要求收銀台歸還。</translation>
    </message>
    <message>
        <source>Try again in a minute; a till that is cut off gives them back when it is online.</source>
        <translation>一分鐘後再試；斷線的收銀台恢復連線後歸還。</translation>
    </message>
    <message>
        <source>The ledger knows nobody of this number who sells in this store.</source>
        <translation>總帳中本店沒有這個員工編號的銷售人員。</translation>
    </message>
    <message>
        <source>What this till sold is shown all the same.</source>
        <translation>本收銀台的銷售仍會顯示。</translation>
    </message>
    <message>
        <source>Ask the office whether the staff list is up to date.</source>
        <translation>請向總部確認員工名單是否最新。</translation>
    </message>
    <message>
        <source>This store issues no rain checks.</source>
        <translation>本店不開缺貨券。</translation>
    </message>
    <message>
        <source>Tell the shopper when the goods are expected.</source>
        <translation>請告訴顧客預計到貨時間。</translation>
    </message>
    <message>
        <source>There is no rain check for this line.</source>
        <translation>這一行不能開缺貨券。</translation>
    </message>
    <message>
        <source>Choose a line of goods that are sold by the piece.</source>
        <translation>請選擇按件出售的商品。</translation>
    </message>
    <message>
        <source>What a rain check promises is settled: its quantity cannot be changed.</source>
        <translation>缺貨券承諾的數量已定，不能修改。</translation>
    </message>
    <message>
        <source>The line is kept.</source>
        <translation>這一行保持不變。</translation>
    </message>
    <message>
        <source>Remove the line to leave it unused, or sell more of the goods beside it.</source>
        <translation>可移除這一行以保留此券，或另行新增商品。</translation>
    </message>
    <message>
        <source>This rain check was used already.</source>
        <translation>此缺貨券已經使用過。</translation>
    </message>
    <message>
        <source>Sell the goods at the price of today, or ask a manager.</source>
        <translation>請按今日價格出售，或請店長處理。</translation>
    </message>
    <message>
        <source>This rain check is in the basket already.</source>
        <translation>此缺貨券已在購物籃中。</translation>
    </message>
    <message>
        <source>Go on with the sale.</source>
        <translation>請繼續結帳。</translation>
    </message>
    <message>
        <source>This rain check is of store {store}: without the connection nobody here knows whether it was used.</source>
        <translation>此缺貨券由門市 {store} 開出：未連線時本店無法知道是否已使用。</translation>
    </message>
    <message>
        <source>Nothing was changed; the shopper keeps it.</source>
        <translation>沒有變動；券由顧客保留。</translation>
    </message>
    <message>
        <source>This rain check is in another currency: {currency}.</source>
        <translation>此缺貨券使用其他幣種：{currency}。</translation>
    </message>
    <message>
        <source>It can be used where that currency is taken.</source>
        <translation>請到使用該幣種的門市使用。</translation>
    </message>
    <message>
        <source>{name} is a membership: it is sold to a member.</source>
        <translation>{name} 是付費會員，只能賣給會員。</translation>
    </message>
    <message>
        <source>No money was taken; the basket is kept.</source>
        <translation>沒有收款，購物籃保留。</translation>
    </message>
    <message>
        <source>Scan the member&apos;s code, or let the shopper join (F4).</source>
        <translation>請掃會員碼，或為顧客辦理入會（F4）。</translation>
    </message>
    <message>
        <source>{name} is a membership: a member buys one at a time.</source>
        <translation>{name} 是付費會員，每位會員一次買一份。</translation>
    </message>
    <message>
        <source>Leave one piece of it in the basket.</source>
        <translation>購物籃裡只留一份。</translation>
    </message>
    <message>
        <source>This membership was sold more than {days} days ago.</source>
        <translation>這份付費會員售出已超過 {days} 天。</translation>
    </message>
    <message>
        <source>It ends by itself; a manager may write to the group.</source>
        <translation>到期自動結束；店長可聯絡集團處理。</translation>
    </message>
    <message>
        <source>Points are exchanged by the ledger, and it cannot be reached.</source>
        <translation>點數兌換由總帳辦理，目前無法連線。</translation>
    </message>
    <message>
        <source>No points were exchanged.</source>
        <translation>沒有兌換任何點數。</translation>
    </message>
    <message>
        <source>Try again when connected.</source>
        <translation>請在恢復連線後再試。</translation>
    </message>
    <message>
        <source>The ledger does not know this member yet.</source>
        <translation>總帳還不認識這位會員。</translation>
    </message>
    <message>
        <source>Try again in a minute, when the till has synced.</source>
        <translation>請在收銀台同步後再試。</translation>
    </message>
    <message>
        <source>These points cannot be exchanged here.</source>
        <translation>這些點數不能在此兌換。</translation>
    </message>
    <message>
        <source>Look at the list again: it shows what can be exchanged now.</source>
        <translation>請再看列表：上面是現在可以兌換的。</translation>
    </message>
    <message>
        <source>The rates have changed since this till synced.</source>
        <translation>兌換比例在本機同步之後有變動。</translation>
    </message>
    <message>
        <source>Sync, look at the list again, and ask the member once more.</source>
        <translation>請同步後再看列表，並再次徵得會員同意。</translation>
    </message>
    <message>
        <source>Points are exchanged in steps of {step}.</source>
        <translation>點數須以 {step} 為單位兌換。</translation>
    </message>
    <message>
        <source>Type a multiple of {step}.</source>
        <translation>請輸入 {step} 的倍數。</translation>
    </message>
    <message>
        <source>There are not so many points to exchange: at most {points} now.</source>
        <translation>可兌換的點數不足：目前最多 {points}。</translation>
    </message>
    <message>
        <source>Type a smaller number. Points that a till has in hand can be exchanged later.</source>
        <translation>請輸入較小的數。收銀台佔用的點數稍後可兌換。</translation>
    </message>
    <message>
        <source>The limit of the day is reached: at most {points} points more today.</source>
        <translation>已達當日上限：今天最多還可兌換 {points} 點。</translation>
    </message>
    <message>
        <source>Type a smaller number, or exchange the rest tomorrow.</source>
        <translation>請輸入較小的數，其餘明天再兌換。</translation>
    </message>
    <message>
        <source>An exchange of this member waits for the ledger&apos;s answer.</source>
        <translation>這位會員有一筆兌換在等待總帳答覆。</translation>
    </message>
    <message>
        <source>Asked again it is the same exchange: it is never done twice.</source>
        <translation>再次詢問仍是同一筆兌換，不會重複。</translation>
    </message>
    <message>
        <source>Choose the exchange in the list again and ask for its answer first.</source>
        <translation>請在列表中再次選擇兌換，先詢問其結果。</translation>
    </message>
    <message>
        <source>The ledger did not answer.</source>
        <translation>總帳沒有答覆。</translation>
    </message>
    <message>
        <source>Whether it was done is not known; asked again it is the same, and never done twice.</source>
        <translation>是否已辦理尚不清楚；再次詢問仍是同一筆，不會重複辦理。</translation>
    </message>
    <message>
        <source>Ask again when connected.</source>
        <translation>請在恢復連線後再次詢問。</translation>
    </message>
    <message>
        <source>Nobody is on this basket yet: wishes, and goods put aside, are a member&apos;s.</source>
        <translation>還沒有識別會員：心願單和留貨都屬於會員。</translation>
    </message>
    <message>
        <source>Scan the member&apos;s code or card, or type the phone&apos;s last digits.</source>
        <translation>請掃會員碼或會員卡，或輸入手機末碼。</translation>
    </message>
    <message>
        <source>This line can be neither wished for nor put aside.</source>
        <translation>這一行不能加入心願單，也不能留貨。</translation>
    </message>
    <message>
        <source>This is on the member&apos;s wish list already.</source>
        <translation>會員的心願單裡已有此商品。</translation>
    </message>
    <message>
        <source>The list is as it was.</source>
        <translation>列表沒有變化。</translation>
    </message>
    <message>
        <source>A note has at most {maximum} characters.</source>
        <translation>備註最多 {maximum} 個字。</translation>
    </message>
    <message>
        <source>Say it in fewer words.</source>
        <translation>請寫短一些。</translation>
    </message>
    <message>
        <source>This is not on the list any more: another till has ended it, or its day is over.</source>
        <translation>它已不在列表中：其他收銀台已處理，或留貨日期已過。</translation>
    </message>
    <message>
        <source>Open the list again.</source>
        <translation>請重新開啟列表。</translation>
    </message>
    <message>
        <source>This store puts no goods aside.</source>
        <translation>本店不提供留貨。</translation>
    </message>
    <message>
        <source>Put it on the member&apos;s wish list instead.</source>
        <translation>可以改為加入會員的心願單。</translation>
    </message>
    <message>
        <source>{maximum} things are put aside for this member already.</source>
        <translation>已為該會員留貨 {maximum} 件。</translation>
    </message>
    <message>
        <source>Take one of them off the list first.</source>
        <translation>請先去掉其中一件。</translation>
    </message>
    <message>
        <source>Nobody is chosen who takes these members over.</source>
        <translation>還沒有選擇接手的銷售顧問。</translation>
    </message>
    <message>
        <source>Choose one guide or several: members are spread by what each has already.</source>
        <translation>請選擇一位或多位銷售顧問：按各自已有的會員數分配。</translation>
    </message>
    <message>
        <source>This guide looks after nobody in this store.</source>
        <translation>該銷售顧問在本店沒有會員。</translation>
    </message>
    <message>
        <source>There is nothing to hand over.</source>
        <translation>沒有可移交的會員。</translation>
    </message>
    <message>
        <source>This is no price that goods can have here.</source>
        <translation>這不是可用的價格。</translation>
    </message>
    <message>
        <source>Nothing was proposed.</source>
        <translation>沒有提交提案。</translation>
    </message>
    <message>
        <source>Type the price as it stands on a label, and the tax in percent.</source>
        <translation>請按價籤輸入價格，稅率按百分數輸入。</translation>
    </message>
    <message>
        <source>The goods have no name.</source>
        <translation>商品沒有品名。</translation>
    </message>
    <message>
        <source>Type what stands on the receipt.</source>
        <translation>請輸入收據上顯示的品名。</translation>
    </message>
    <message>
        <source>The code {scanned} belongs to goods that this store has already.</source>
        <translation>條碼 {scanned} 已屬於本店現有商品。</translation>
    </message>
    <message>
        <source>Find those goods with F7, and propose a price for them.</source>
        <translation>請用 F7 找到該商品，為其提出價格。</translation>
    </message>
    <message>
        <source>The ledger does not take this proposal: {path} is to be {expected}.</source>
        <translation>總帳不接受此提案：{path} 應為 {expected}。</translation>
    </message>
    <message>
        <source>Change it and propose it again.</source>
        <translation>請修改後再次提案。</translation>
    </message>
    <message>
        <source>No proposal waits to be sent.</source>
        <translation>沒有等待發送的提案。</translation>
    </message>
    <message>
        <source>Look at the list of proposals.</source>
        <translation>請檢視提案列表。</translation>
    </message>
    <message>
        <source>A refusal says why.</source>
        <translation>拒絕須說明原因。</translation>
    </message>
    <message>
        <source>Nothing was decided.</source>
        <translation>尚未作出決定。</translation>
    </message>
    <message>
        <source>Refuse it again and type a reason: the store reads it.</source>
        <translation>請再次拒絕並輸入原因，門市可見。</translation>
    </message>
    <message>
        <source>Only the brand that is asked decides this, and only the store proposes for itself.</source>
        <translation>只有被詢問的品牌可以決定，只有門市可以為自己提案。</translation>
    </message>
    <message>
        <source>Let somebody of the brand sign in here with ⇧F7, or wait for their word.</source>
        <translation>請品牌方按 ⇧F7 在此登入，或等待其答覆。</translation>
    </message>
    <message>
        <source>The ledger does not show this proposal to you any more.</source>
        <translation>總帳不再向您顯示此提案。</translation>
    </message>
    <message>
        <source>This proposal was decided or replaced in the meantime.</source>
        <translation>此提案在此期間已被決定或取代。</translation>
    </message>
    <message>
        <source>Proposals are at the ledger, and it does not answer just now.</source>
        <translation>提案在總帳處，目前沒有答覆。</translation>
    </message>
    <message>
        <source>Goods and prices stay as they are.</source>
        <translation>商品與價格保持不變。</translation>
    </message>
    <message>
        <source>Sell on, and send it again when the till is connected.</source>
        <translation>請繼續銷售，連線後再發送。</translation>
    </message>
    <message>
        <source>This is not suggested any more.</source>
        <translation>這件商品已不在推薦之列。</translation>
    </message>
    <message>
        <source>The basket is as it was.</source>
        <translation>購物籃沒有變化。</translation>
    </message>
    <message>
        <source>Scan the goods, or take one of those that are shown now.</source>
        <translation>請掃描商品，或選擇目前顯示的推薦。</translation>
    </message>
    <message>
        <source>This event does not run now.</source>
        <translation>這個活動現在沒有進行。</translation>
    </message>
    <message>
        <source>Nobody was checked in.</source>
        <translation>沒有簽到。</translation>
    </message>
    <message>
        <source>Choose another event, or look at the till&apos;s clock.</source>
        <translation>請選擇其他活動，或核對收銀台時鐘。</translation>
    </message>
    <message>
        <source>This is no member&apos;s code.</source>
        <translation>這不是會員碼。</translation>
    </message>
    <message>
        <source>Scan the code in the member&apos;s app, or the card.</source>
        <translation>請掃會員 App 中的會員碼或會員卡。</translation>
    </message>
    <message>
        <source>Nobody is on this basket yet who could get a coupon.</source>
        <translation>還沒有識別會員，無法送券。</translation>
    </message>
    <message>
        <source>Guides give coupons with a connection only: the ledger counts the budget.</source>
        <translation>銷售顧問送券需要連線：額度由總帳計算。</translation>
    </message>
    <message>
        <source>Nothing was given.</source>
        <translation>沒有送出。</translation>
    </message>
    <message>
        <source>Only a guide of this store gives coupons.</source>
        <translation>只有本店銷售顧問可以送券。</translation>
    </message>
    <message>
        <source>Have a guide sign in.</source>
        <translation>請銷售顧問登入。</translation>
    </message>
    <message>
        <source>Guides do not give this coupon here any more.</source>
        <translation>本店銷售顧問已不能送這張券。</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>請另選一張。</translation>
    </message>
    <message>
        <source>The member has got this coupon from a guide this month.</source>
        <translation>該會員本月已收到銷售顧問送的這張券。</translation>
    </message>
    <message>
        <source>Choose another one, or wait for the next month.</source>
        <translation>請另選一張，或等到下月。</translation>
    </message>
    <message>
        <source>This guide has given all of this month&apos;s coupons.</source>
        <translation>該銷售顧問本月的額度已用完。</translation>
    </message>
    <message>
        <source>Choose another one, or ask another guide.</source>
        <translation>請另選一張，或請其他銷售顧問送。</translation>
    </message>
    <message>
        <source>The ledger gives no coupon: {why}.</source>
        <translation>總帳沒有送券：{why}。</translation>
    </message>
    <message>
        <source>This till was closed at this computer: it has moved, or it is being reset.</source>
        <translation>本收銀台已在本機關閉：已搬走，或正在重置。</translation>
    </message>
    <message>
        <source>What it did is kept. Nothing was changed.</source>
        <translation>原有記錄都已保留，未作任何更改。</translation>
    </message>
    <message>
        <source>Sell at the computer it has moved to; start the till here to see what is left.</source>
        <translation>請在搬遷後的電腦上收銀；在本機啟動收銀台可檢視剩餘事項。</translation>
    </message>
    <message>
        <source>The disk is nearly full ({free_mb} MB left): no new sale is begun.</source>
        <translation>磁碟即將寫滿（剩餘 {free_mb} MB）：不再開始新的銷售。</translation>
    </message>
    <message>
        <source>All sales are safe; a payment that has begun can be finished. The basket is kept.</source>
        <translation>已完成的銷售都是安全的；已開始的付款可以完成。購物籃已保留。</translation>
    </message>
    <message>
        <source>Free some space on the disk: photos, downloads, old backups. Then go on.</source>
        <translation>請清理磁碟空間：照片、下載檔案、舊備份，然後繼續。</translation>
    </message>
    <message>
        <source>The disk is nearly full: new prices and members are not taken in.</source>
        <translation>磁碟即將寫滿：暫不接收新的價格和會員。</translation>
    </message>
    <message>
        <source>Everything that was sold has gone to the ledger.</source>
        <translation>已售出的全部記錄都已送達總帳。</translation>
    </message>
    <message>
        <source>Free some space on the disk: photos, downloads, old backups.</source>
        <translation>請清理磁碟空間：照片、下載檔案、舊備份。</translation>
    </message>
    <message>
        <source>The backup could not be written to {path}.</source>
        <translation>備份無法寫入 {path}。</translation>
    </message>
    <message>
        <source>The till&apos;s own data are as they were; an older backup there is kept.</source>
        <translation>收銀台自身資料未變；原有的舊備份仍在。</translation>
    </message>
    <message>
        <source>There are goods in the basket.</source>
        <translation>購物籃中還有商品。</translation>
    </message>
    <message>
        <source>Finish the sale, or void the basket, then try again.</source>
        <translation>請完成銷售或作廢購物籃，然後重試。</translation>
    </message>
    <message>
        <source>Of {count} payments or refunds nobody knows yet how they end.</source>
        <translation>有 {count} 筆付款或退款尚無結果。</translation>
    </message>
    <message>
        <source>Settle them in the list of open payments (Ctrl+8), then try again.</source>
        <translation>請先在未結付款列表（Ctrl+8）中處理，然後重試。</translation>
    </message>
    <message>
        <source>The shift is open.</source>
        <translation>班別尚未結束。</translation>
    </message>
    <message>
        <source>Count the drawer and close the shift (Ctrl+5), then try again.</source>
        <translation>請先清點錢櫃並交班（Ctrl+5），然後重試。</translation>
    </message>
    <message>
        <source>The ledger does not have {count} entries of this till&apos;s journal yet.</source>
        <translation>總帳還缺少本收銀台流水帳中的 {count} 條記錄。</translation>
    </message>
    <message>
        <source>Nothing was changed: they would be lost.</source>
        <translation>未作任何更改：否則這些記錄會丟失。</translation>
    </message>
    <message>
        <source>Sync (Ctrl+3, F5) and try again. Without a connection export them to a stick first (Ctrl+3, F8).</source>
        <translation>請先同步（Ctrl+3，再按 F5）後重試。沒有網路時，請先匯出到隨身碟（Ctrl+3，再按 F8）。</translation>
    </message>
    <message>
        <source>Till {till} still sells at this computer.</source>
        <translation>收銀台 {till} 仍在本機收銀。</translation>
    </message>
    <message>
        <source>Begin the move in the till&apos;s window: Ctrl+N, F7. A manager allows it.</source>
        <translation>請在收銀台視窗中開始搬遷：Ctrl+N，再按 F7，由店長批准。</translation>
    </message>
    <message>
        <source>The file of the move could not be written to {path}.</source>
        <translation>搬遷檔案無法寫入 {path}。</translation>
    </message>
    <message>
        <source>Nothing is lost: this computer keeps everything.</source>
        <translation>沒有丟失任何資料：本機保留全部內容。</translation>
    </message>
    <message>
        <source>Check that the stick is in and has room, or take another one; then write it again.</source>
        <translation>請確認隨身碟已插好且有空間，或換一個，然後重新寫入。</translation>
    </message>
    <message>
        <source>There is no such file: {path}</source>
        <translation>沒有這個檔案：{path}</translation>
    </message>
    <message>
        <source>Put in the stick and type where the file is.</source>
        <translation>請插入隨身碟，並輸入檔案所在位置。</translation>
    </message>
    <message>
        <source>This file does not open: {path}</source>
        <translation>無法開啟此檔案：{path}</translation>
    </message>
    <message>
        <source>Nothing was changed. The old computer still keeps everything.</source>
        <translation>未作任何更改。舊電腦仍保留全部內容。</translation>
    </message>
    <message>
        <source>Check the code letter by letter. If it is right, write the file again at the old computer.</source>
        <translation>請逐字核對代碼。若代碼無誤，請在舊電腦上重新寫入檔案。</translation>
    </message>
    <message>
        <source>That is not the code of this till&apos;s arrival.</source>
        <translation>這不是本收銀台的到達代碼。</translation>
    </message>
    <message>
        <source>Nothing was wiped.</source>
        <translation>未清除任何資料。</translation>
    </message>
    <message>
        <source>Type the code that the new computer shows, or leave this computer as it is.</source>
        <translation>請輸入新電腦顯示的代碼，或讓本機保持原樣。</translation>
    </message>
    <message>
        <source>The support bundle could not be written to {path}.</source>
        <translation>支援包無法寫入 {path}。</translation>
    </message>
    <message>
        <source>Check that the folder is there and has room, or choose another one.</source>
        <translation>請檢查資料夾是否存在且有空間，或另選一個。</translation>
    </message>
    <message>
        <source>The check of this till did not come to an end.</source>
        <translation>對本機的檢查沒有完成。</translation>
    </message>
    <message>
        <source>Nothing was changed; sales go on.</source>
        <translation>沒有任何改動；收銀繼續。</translation>
    </message>
    <message>
        <source>Try again. If it stays, run &apos;pos-client doctor&apos; in a terminal.</source>
        <translation>請重試。如仍如此，請在終端執行「pos-client doctor」。</translation>
    </message>
    <message>
        <source>Damage</source>
        <translation>損壞</translation>
    </message>
    <message>
        <source>Does not work</source>
        <translation>不能工作</translation>
    </message>
    <message>
        <source>Look at it soon</source>
        <translation>請儘快檢視</translation>
    </message>
    <message>
        <source>Worth knowing</source>
        <translation>供參考</translation>
    </message>
    <message>
        <source>Nothing was found. All is well.</source>
        <translation>沒有發現問題，一切正常。</translation>
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
        <translation>收銀台的資料庫開頭損壞，或者不完整。</translation>
    </message>
    <message>
        <source>Do not delete anything. Run &apos;pos-client restore&apos; with the newest backup.</source>
        <translation>請勿刪除任何東西。用最新的備份執行「pos-client restore」。</translation>
    </message>
    <message>
        <source>Pages of the till&apos;s database cannot be read.</source>
        <translation>收銀台的資料庫有些頁讀不出來。</translation>
    </message>
    <message>
        <source>Sales that reached the ledger are safe there. What can be read is left as it is.</source>
        <translation>已到總帳的銷售在總帳是安全的。能讀的部分原樣保留。</translation>
    </message>
    <message>
        <source>Do not delete anything. Run &apos;pos-client restore&apos; with the newest backup, and have the disk checked.</source>
        <translation>請勿刪除任何東西。用最新的備份執行「pos-client restore」，並請人檢查硬碟。</translation>
    </message>
    <message>
        <source>{count} pages of the till&apos;s database do not carry their seals.</source>
        <translation>收銀台的資料庫有 {count} 頁的封印不對。</translation>
    </message>
    <message>
        <source>Sales that reached the ledger are safe there.</source>
        <translation>已到總帳的銷售在總帳是安全的。</translation>
    </message>
    <message>
        <source>The structure of the till&apos;s database is damaged.</source>
        <translation>收銀台的資料庫結構損壞。</translation>
    </message>
    <message>
        <source>There are sales without a journal entry, or the other way round: {sales} sales, {entries} entries.</source>
        <translation>有銷售沒有流水帳記錄，或者相反：{sales} 筆銷售，{entries} 條記錄。</translation>
    </message>
    <message>
        <source>The journal is what counts; nothing of it was changed.</source>
        <translation>以流水帳為準；流水帳沒有任何改動。</translation>
    </message>
    <message>
        <source>Keep the folder as it is and tell the office.</source>
        <translation>保持資料夾原樣，並告知總部。</translation>
    </message>
    <message>
        <source>The journal is not what was written: entry {seq} does not fit the one before.</source>
        <translation>流水帳與當初寫下的不同：第 {seq} 條與前一條接不上。</translation>
    </message>
    <message>
        <source>The ledger has what was sent before, and refuses what was changed.</source>
        <translation>此前發出的總帳都有，被改過的總帳不收。</translation>
    </message>
    <message>
        <source>Keep the folder as evidence, stop selling here and tell the office.</source>
        <translation>保留資料夾作為證據，停止在此收銀，並告知總部。</translation>
    </message>
    <message>
        <source>A return is listed otherwise than its journal entry {seq} says.</source>
        <translation>有一筆退貨與流水帳第 {seq} 條所記的不同。</translation>
    </message>
    <message>
        <source>The entry is what counts; the ledger has it, or gets it.</source>
        <translation>以流水帳為準；總帳已有或將會收到。</translation>
    </message>
    <message>
        <source>Tell the office; &apos;pos-client restore&apos; brings a whole list back.</source>
        <translation>告知總部；「pos-client restore」可恢復完整的列表。</translation>
    </message>
    <message>
        <source>The sale {receipt_number} is listed otherwise than its journal entry {seq} says.</source>
        <translation>銷售 {receipt_number} 與流水帳第 {seq} 條所記的不同。</translation>
    </message>
    <message>
        <source>The journal ends before what this till once wrote: a backup was put back, or the disk lost writes.</source>
        <translation>流水帳的結尾早於本機曾寫下的內容：有人恢復了備份，或硬碟丟了資料。</translation>
    </message>
    <message>
        <source>What the ledger has is safe there. No number is ever used twice.</source>
        <translation>總帳已有的是安全的。號碼絕不會重複使用。</translation>
    </message>
    <message>
        <source>Start the till: it goes on in a new epoch by itself. Then tell the office which backup was put back.</source>
        <translation>啟動收銀台：它會自動以新的紀元繼續。然後告知總部恢復了哪個備份。</translation>
    </message>
    <message>
        <source>The file with the journal&apos;s end was missing; it was made again from the database.</source>
        <translation>記錄流水帳結尾的檔案不見了；已從資料庫重新生成。</translation>
    </message>
    <message>
        <source>The journal is whole.</source>
        <translation>流水帳完整。</translation>
    </message>
    <message>
        <source>Nothing to do. If it comes back, find out who deletes files of this user.</source>
        <translation>無需處理。如再次出現，請查明是誰刪除了此使用者的檔案。</translation>
    </message>
    <message>
        <source>The file with the journal&apos;s end could not be read; it was made again from the database.</source>
        <translation>記錄流水帳結尾的檔案讀不出來；已從資料庫重新生成。</translation>
    </message>
    <message>
        <source>Nothing to do. If it comes back, have the disk checked.</source>
        <translation>無需處理。如再次出現，請檢查硬碟。</translation>
    </message>
    <message>
        <source>The file with the journal&apos;s end belongs to another till; a new epoch was opened.</source>
        <translation>記錄流水帳結尾的檔案屬於另一台收銀台；已開啟新的紀元。</translation>
    </message>
    <message>
        <source>The journal is whole, and no number is used twice.</source>
        <translation>流水帳完整，號碼沒有重複。</translation>
    </message>
    <message>
        <source>Find out who copied files between tills, and tell the office.</source>
        <translation>請查明是誰在收銀台之間複製了檔案，並告知總部。</translation>
    </message>
    <message>
        <source>This till&apos;s own key is gone: the ledger believes nothing that it sends.</source>
        <translation>本機自己的金鑰不見了：總帳不會相信它傳送的任何內容。</translation>
    </message>
    <message>
        <source>Bring the folder of keys back from this machine&apos;s backup, or ask the office to enrol this till anew.</source>
        <translation>從本機的備份恢復金鑰資料夾，或請總部重新登記此收銀台。</translation>
    </message>
    <message>
        <source>Other users of this machine could look into the folder of keys; that was closed.</source>
        <translation>本機的其他使用者曾能檢視金鑰資料夾；現已關閉。</translation>
    </message>
    <message>
        <source>Find out who uses this machine. If in doubt, renew the till&apos;s key: &apos;pos-client rotate-key&apos;.</source>
        <translation>請查明誰在使用本機。如有疑問，請更換收銀台金鑰：「pos-client rotate-key」。</translation>
    </message>
    <message>
        <source>Other users of this machine could read a key; that was closed.</source>
        <translation>本機的其他使用者曾能讀取一個金鑰；現已關閉。</translation>
    </message>
    <message>
        <source>Renew the till&apos;s key: &apos;pos-client rotate-key&apos;. If in doubt, enrol the till anew.</source>
        <translation>請更換收銀台金鑰：「pos-client rotate-key」。如有疑問，請重新登記此收銀台。</translation>
    </message>
    <message>
        <source>The keys are in files that only this user can read, because this system offers no key store.</source>
        <translation>金鑰在僅此使用者可讀的檔案裡，因為本系統沒有金鑰庫。</translation>
    </message>
    <message>
        <source>Encrypt this machine&apos;s disk; whoever has the disk has the keys.</source>
        <translation>請加密本機硬碟；拿到硬碟的人就拿到了金鑰。</translation>
    </message>
    <message>
        <source>The till&apos;s settings cannot be used, so it does not start: {detail}</source>
        <translation>收銀台的設定無法使用，因此不能啟動：{detail}</translation>
    </message>
    <message>
        <source>Sales and journal are safe.</source>
        <translation>銷售和流水帳是安全的。</translation>
    </message>
    <message>
        <source>The till is open: {program} (process {pid}) works with these data.</source>
        <translation>收銀台正在執行：{program}（程序 {pid}）正在使用這些資料。</translation>
    </message>
    <message>
        <source>Nothing to do. Only one program may sell with one data folder; a second one is refused.</source>
        <translation>無需處理。一個資料夾只能由一個程式收銀；第二個會被拒絕。</translation>
    </message>
    <message>
        <source>The disk is full: {free_mb} MB are free.</source>
        <translation>硬碟已滿：剩餘 {free_mb} MB。</translation>
    </message>
    <message>
        <source>Completed sales are safe. Nothing is ever done in part.</source>
        <translation>已完成的銷售是安全的。任何事都不會只做一半。</translation>
    </message>
    <message>
        <source>Free some space now, or the till cannot sell.</source>
        <translation>請立即騰出空間，否則無法收銀。</translation>
    </message>
    <message>
        <source>The disk is filling: {free_mb} MB are free.</source>
        <translation>硬碟快滿了：剩餘 {free_mb} MB。</translation>
    </message>
    <message>
        <source>The till works as always.</source>
        <translation>收銀台照常工作。</translation>
    </message>
    <message>
        <source>Free some space soon, and find out what fills the disk.</source>
        <translation>請儘快騰出空間，並查明是什麼佔滿了硬碟。</translation>
    </message>
    <message>
        <source>Completed sales are safe.</source>
        <translation>已完成的銷售是安全的。</translation>
    </message>
    <message>
        <source>Give this user the right to write there, or find out why the disk went read-only.</source>
        <translation>請給此使用者寫入權限，或查明硬碟為何變為只讀。</translation>
    </message>
    <message>
        <source>The till&apos;s data are on a network drive ({filesystem}): it may lose what was written.</source>
        <translation>收銀台的資料在網路盤上（{filesystem}）：寫入的內容可能丟失。</translation>
    </message>
    <message>
        <source>Install one (Noto Sans CJK, for example), or turn the setting off for a printer that has its own.</source>
        <translation>請安裝一種（例如 Noto Sans CJK）；如印表機自帶字型，請關閉此設定。</translation>
    </message>
    <message>
        <source>What is in the journal so far can be sent.</source>
        <translation>目前流水帳裡的內容可以傳送。</translation>
    </message>
    <message>
        <source>Close the till, move the folder to a disk of this machine, and start it from there.</source>
        <translation>關閉收銀台，把資料夾移到本機硬碟，再從那裡啟動。</translation>
    </message>
    <message>
        <source>Only {free_mb} MB of memory are free.</source>
        <translation>記憶體僅剩 {free_mb} MB。</translation>
    </message>
    <message>
        <source>Sales are safe; the till may be slow.</source>
        <translation>銷售是安全的；收銀台可能變慢。</translation>
    </message>
    <message>
        <source>Close other programs, or start the machine anew. If it comes back, the machine has too little memory.</source>
        <translation>關閉其他程式，或重新啟動機器。如再次出現，說明機器記憶體太小。</translation>
    </message>
    <message>
        <source>This till&apos;s clock is {seconds} seconds off the ledger&apos;s.</source>
        <translation>本機時鐘與總帳相差 {seconds} 秒。</translation>
    </message>
    <message>
        <source>Sales are booked in their order; no sale is lost.</source>
        <translation>銷售按先後順序入帳；不會丟失。</translation>
    </message>
    <message>
        <source>Set date, time and time zone. Until then codes may be refused, and receipts carry a wrong time.</source>
        <translation>請設定日期、時間和時區。在此之前，碼可能被拒絕，收據上的時間也不對。</translation>
    </message>
    <message>
        <source>This till&apos;s clock says an earlier time than its last journal entry.</source>
        <translation>本機時鐘早於最後一條流水帳的時間。</translation>
    </message>
    <message>
        <source>Set date, time and time zone. If the clock is wrong after each start, the machine&apos;s battery is empty.</source>
        <translation>請設定日期、時間和時區。如每次開機時鐘都不對，說明主機板電池沒電了。</translation>
    </message>
    <message>
        <source>The till&apos;s log cannot be written: {path}</source>
        <translation>收銀台的日誌無法寫入：{path}</translation>
    </message>
    <message>
        <source>Sales are safe.</source>
        <translation>銷售是安全的。</translation>
    </message>
    <message>
        <source>Give this user the right to write there: without a log nobody can find out what happened.</source>
        <translation>請給此使用者寫入權限：沒有日誌就無法查明發生了什麼。</translation>
    </message>
    <message>
        <source>The program noted {count} mistakes of its own in the last 7 days; the newest: {newest}</source>
        <translation>程式在最近 7 天記錄了 {count} 次自身錯誤；最近一次：{newest}</translation>
    </message>
    <message>
        <source>Make a support bundle (connection page, F10) and send it to the office.</source>
        <translation>請製作支援包（連線頁，F10）併發給總部。</translation>
    </message>
    <message>
        <source>A part that this till can use is not installed: {library}</source>
        <translation>有一個收銀台可用的部件未安裝：{library}</translation>
    </message>
    <message>
        <source>Sales go on without it.</source>
        <translation>沒有它也可繼續收銀。</translation>
    </message>
    <message>
        <source>Install the package again.</source>
        <translation>請重新安裝程式包。</translation>
    </message>
    <message>
        <source>The compiled rules are of another version of the program than the rest.</source>
        <translation>編譯好的規則與程式其餘部分版本不同。</translation>
    </message>
    <message>
        <source>Nothing was priced by them while this was asked.</source>
        <translation>檢查時沒有用它們計價。</translation>
    </message>
    <message>
        <source>Close the till and install it again; in a source folder run &apos;./run compile&apos;.</source>
        <translation>關閉收銀台並重新安裝；在原始碼資料夾執行「./run compile」。</translation>
    </message>
    <message>
        <source>The rules run uncompiled: the same answers, half as fast.</source>
        <translation>規則以未編譯方式執行：結果相同，速度減半。</translation>
    </message>
    <message>
        <source>Nothing to do; in a source folder &apos;./run compile&apos; makes them faster.</source>
        <translation>無需處理；在原始碼資料夾執行「./run compile」會更快。</translation>
    </message>
    <message>
        <source>The receipt printer does not answer: {detail}</source>
        <translation>收據印表機沒有回應：{detail}</translation>
    </message>
    <message>
        <source>Sales go on; receipts can be printed later.</source>
        <translation>收銀繼續；收據可以稍後列印。</translation>
    </message>
    <message>
        <source>Check power, paper and cable.</source>
        <translation>請檢查電源、紙張和線纜。</translation>
    </message>
    <message>
        <source>The receipt printer is out of paper.</source>
        <translation>收據印表機缺紙。</translation>
    </message>
    <message>
        <source>Put in a roll and close the cover.</source>
        <translation>裝入紙卷併合上蓋子。</translation>
    </message>
    <message>
        <source>The cover of the receipt printer is open.</source>
        <translation>收據印表機的蓋子開著。</translation>
    </message>
    <message>
        <source>Close the cover.</source>
        <translation>合上蓋子。</translation>
    </message>
    <message>
        <source>The receipt printer says that it is offline.</source>
        <translation>收據印表機報告自己離線。</translation>
    </message>
    <message>
        <source>The setting of the receipt printer cannot be used: {detail}</source>
        <translation>收據印表機的設定無法使用：{detail}</translation>
    </message>
    <message>
        <source>On the settings page: tcp:HOST:PORT, usb:, serial:PORT or file:PATH.</source>
        <translation>在設定頁填寫：tcp:HOST:PORT、usb:、serial:PORT 或 file:PATH。</translation>
    </message>
    <message>
        <source>The printer is said to have no Chinese font, and this machine has none to draw with.</source>
        <translation>設定為印表機沒有中文字型，而本機也沒有可用來繪製的字型。</translation>
    </message>
    <message>
        <source>The camera that is set up is not there: {target}</source>
        <translation>所設定的攝影機不在：{target}</translation>
    </message>
    <message>
        <source>Check its cable, or choose another one on the settings page.</source>
        <translation>請檢查線纜，或在設定頁另選一個。</translation>
    </message>
    <message>
        <source>A camera is set up, and the part of OneTill that reads cameras is not installed.</source>
        <translation>設定了攝影機，但未安裝 OneTill 讀取攝影機的部件。</translation>
    </message>
    <message>
        <source>The serial scanner that is set up is not plugged in: {target}</source>
        <translation>所設定的序列埠掃描器未插好：{target}</translation>
    </message>
    <message>
        <source>Codes can be typed; other scanners work as before.</source>
        <translation>可以手工輸入條碼；其他掃描器照常工作。</translation>
    </message>
    <message>
        <source>Check its cable and the port. It is found by itself when it is back.</source>
        <translation>請檢查線纜和連接埠。插好後會自動找到。</translation>
    </message>
    <message>
        <source>The ledger&apos;s certificate ends in {days} days.</source>
        <translation>總帳的憑證將在 {days} 天後到期。</translation>
    </message>
    <message>
        <source>Sales go on whatever happens.</source>
        <translation>無論如何收銀都會繼續。</translation>
    </message>
    <message>
        <source>Tell the office: the ledger needs a new certificate before that day.</source>
        <translation>請告知總部：總帳須在此之前換新憑證。</translation>
    </message>
    <message>
        <source>{count} entries have waited {hours} hours for the ledger.</source>
        <translation>有 {count} 條記錄已等待總帳 {hours} 小時。</translation>
    </message>
    <message>
        <source>Everything is kept in the journal.</source>
        <translation>全部儲存在流水帳中。</translation>
    </message>
    <message>
        <source>Check the network. If it lasts, take the journal to the office on a stick (connection page, F8).</source>
        <translation>請檢查網路。如持續，請用隨身碟把流水帳帶到總部（連線頁，F8）。</translation>
    </message>
    <message>
        <source>What the group sends has not come in completely for {hours} hours.</source>
        <translation>集團下發的資料已有 {hours} 小時沒有完整收到。</translation>
    </message>
    <message>
        <source>Sales go on with what is known; prices and offers may be old.</source>
        <translation>按已知資料繼續收銀；價格和優惠可能是舊的。</translation>
    </message>
    <message>
        <source>Check the network, then sync (connection page, F5).</source>
        <translation>請檢查網路，然後同步（連線頁，F5）。</translation>
    </message>
    <message>
        <source>This till has not received the group&apos;s data yet.</source>
        <translation>本機尚未收到集團的資料。</translation>
    </message>
    <message>
        <source>Nothing is lost.</source>
        <translation>沒有丟失任何東西。</translation>
    </message>
    <message>
        <source>Connect it and sync once (connection page, F5): before that there is nothing to sell.</source>
        <translation>請連線並同步一次（連線頁，F5）：在此之前沒有可售的商品。</translation>
    </message>
    <message>
        <source>The offer {offer_id} breaks the contract as this program knows it, and is not used.</source>
        <translation>優惠 {offer_id} 不符合本程式所知的約定，未被使用。</translation>
    </message>
    <message>
        <source>The other offers count. The office knows it from the journal.</source>
        <translation>其他優惠照常。總部會從流水帳得知。</translation>
    </message>
    <message>
        <source>Nothing to do here; a newer program may understand it.</source>
        <translation>此處無需處理；新版程式也許能識別。</translation>
    </message>
    <message>
        <source>The accounts with the wallets cannot be used, so the till offers none: {detail}</source>
        <translation>錢包帳戶無法使用，因此不提供錢包支付：{detail}</translation>
    </message>
    <message>
        <source>Cash and cards work as before.</source>
        <translation>現金和刷卡照常。</translation>
    </message>
    <message>
        <source>Correct wallets.json beside the till&apos;s keys.</source>
        <translation>請更正金鑰旁的 wallets.json。</translation>
    </message>
    <message>
        <source>Other users of this machine can read the accounts with the wallets.</source>
        <translation>本機的其他使用者可以讀取錢包帳戶。</translation>
    </message>
    <message>
        <source>Start the till: it closes them. Then have the operator renew the keys.</source>
        <translation>啟動收銀台會將其關閉。然後請運營方更換金鑰。</translation>
    </message>
    <message>
        <source>{wallet} cannot be reached from this machine.</source>
        <translation>從本機無法連線 {wallet}。</translation>
    </message>
    <message>
        <source>Check the network; the till offers the wallet again by itself.</source>
        <translation>請檢查網路；恢復後會自動提供該錢包。</translation>
    </message>
    <message>
        <source>Something that is not believed answers in the place of {wallet}.</source>
        <translation>有不可信的東西冒充 {wallet} 回應。</translation>
    </message>
    <message>
        <source>Nothing is sent to it. Cash and cards work as before.</source>
        <translation>不會向它傳送任何內容。現金和刷卡照常。</translation>
    </message>
    <message>
        <source>Check whether the network asks for a login, and this machine&apos;s date and time.</source>
        <translation>請檢查網路是否要求登入，以及本機的日期和時間。</translation>
    </message>
    <message>
        <source>This machine&apos;s clock is minutes off {wallet}&apos;s, which then refuses payments.</source>
        <translation>本機時鐘與 {wallet} 相差數分鐘，支付會被拒絕。</translation>
    </message>
    <message>
        <source>Set date, time and time zone.</source>
        <translation>請設定日期、時間和時區。</translation>
    </message>
    <message>
        <source>The end of {count} wallet payments or refunds has been unknown for more than a day.</source>
        <translation>有 {count} 筆錢包支付或退款超過一天仍不知結果。</translation>
    </message>
    <message>
        <source>Nobody is charged twice: each is asked about under its own number.</source>
        <translation>不會重複收款：每筆都按各自的號碼查詢。</translation>
    </message>
    <message>
        <source>Open the page of payments and settle each with the operator&apos;s list.</source>
        <translation>請開啟支付頁，對照運營方的清單逐筆處理。</translation>
    </message>
    <message>
        <source>The ledger draws, and it cannot be reached.</source>
        <translation>抽獎由總帳進行，現在連線不上。</translation>
    </message>
    <message>
        <source>Nothing was drawn and no points were taken.</source>
        <translation>沒有抽獎，也沒有扣點數。</translation>
    </message>
    <message>
        <source>This draw is not on.</source>
        <translation>這個抽獎現在不在進行。</translation>
    </message>
    <message>
        <source>Look at the list again: it shows the draws that are on now.</source>
        <translation>請再看列表：那裡是現在可參加的抽獎。</translation>
    </message>
    <message>
        <source>This member has taken part as often as the draw allows.</source>
        <translation>該會員參加的次數已達上限。</translation>
    </message>
    <message>
        <source>Offer another draw, or a reward of the list.</source>
        <translation>請推薦別的抽獎，或列表中的點數獎品。</translation>
    </message>
    <message>
        <source>This member has taken part as often today as the draw allows.</source>
        <translation>該會員今天參加的次數已達上限。</translation>
    </message>
    <message>
        <source>They can take part again tomorrow.</source>
        <translation>明天可以再參加。</translation>
    </message>
    <message>
        <source>There are not enough points for an entry: {points} are free.</source>
        <translation>點數不夠參加一次：可用 {points} 點。</translation>
    </message>
    <message>
        <source>Points that a till has in hand can be used later.</source>
        <translation>其他收銀台佔用的點數稍後可用。</translation>
    </message>
    <message>
        <source>An entry of this member waits for the ledger&apos;s answer.</source>
        <translation>該會員有一次抽獎正在等總帳答覆。</translation>
    </message>
    <message>
        <source>Asked again it is the same entry with the same result: nothing is taken twice.</source>
        <translation>再次查詢是同一次抽獎，結果相同，點數不會重複扣。</translation>
    </message>
    <message>
        <source>Choose the draw in the list again and ask for its answer first.</source>
        <translation>請在列表中再選這個抽獎，先查詢它的結果。</translation>
    </message>
    <message>
        <source>This program was not installed from a package: it takes no updates.</source>
        <translation>本程式不是用安裝包安裝的，不接收更新。</translation>
    </message>
    <message>
        <source>Install OneTill from its package.</source>
        <translation>請用安裝包安裝 OneTill。</translation>
    </message>
    <message>
        <source>Updates are fetched from https addresses only: {address}</source>
        <translation>只從 https 位址下載更新：{address}</translation>
    </message>
    <message>
        <source>Nothing was fetched; selling goes on.</source>
        <translation>未下載任何內容，可繼續收銀。</translation>
    </message>
    <message>
        <source>Correct the address among the settings, or tell the office.</source>
        <translation>請在設定中改正位址，或告知總部。</translation>
    </message>
    <message>
        <source>Nobody said which key signs updates.</source>
        <translation>尚未設定更新的簽名金鑰。</translation>
    </message>
    <message>
        <source>Ask the office for the key, and set it among the settings of the connection.</source>
        <translation>請向總部索取金鑰，並在連線設定中填寫。</translation>
    </message>
    <message>
        <source>The updates could not be fetched.</source>
        <translation>無法下載更新。</translation>
    </message>
    <message>
        <source>The program stays as it is; selling goes on.</source>
        <translation>程式保持不變，可繼續收銀。</translation>
    </message>
    <message>
        <source>The list of updates is not the group&apos;s, or not whole.</source>
        <translation>更新清單不是集團簽發的，或不完整。</translation>
    </message>
    <message>
        <source>Nothing of it was used; selling goes on.</source>
        <translation>其中內容均未採用，可繼續收銀。</translation>
    </message>
    <message>
        <source>Tell the office: somebody may be standing in for it.</source>
        <translation>請告知總部：可能有人在冒充總部。</translation>
    </message>
    <message>
        <source>The list of updates has ended, or this till&apos;s date is wrong.</source>
        <translation>更新清單已過期，或本機日期有誤。</translation>
    </message>
    <message>
        <source>Check this till&apos;s date. If it is right, tell the office.</source>
        <translation>請檢查本機日期。若日期正確，請告知總部。</translation>
    </message>
    <message>
        <source>An older list of updates came than this till has seen.</source>
        <translation>收到的更新清單比本機見過的更舊。</translation>
    </message>
    <message>
        <source>Tell the office: somebody may be playing old lists again.</source>
        <translation>請告知總部：可能有人在重放舊清單。</translation>
    </message>
    <message>
        <source>The list offers an older program than the one that runs.</source>
        <translation>更新清單提供的程式比本機的更舊。</translation>
    </message>
    <message>
        <source>Nothing to do here; tell the office.</source>
        <translation>本機無需處理，請告知總部。</translation>
    </message>
    <message>
        <source>The list has no package for this kind of computer.</source>
        <translation>更新清單中沒有適合本機的安裝包。</translation>
    </message>
    <message>
        <source>What was fetched is not the package that the list names.</source>
        <translation>下載的檔案與更新清單不符。</translation>
    </message>
    <message>
        <source>It was thrown away; the program stays as it is.</source>
        <translation>該檔案已丟棄，程式保持不變。</translation>
    </message>
    <message>
        <source>It is tried again by itself. If it lasts, tell the office.</source>
        <translation>稍後會自動重試。若一直如此，請告知總部。</translation>
    </message>
    <message>
        <source>The update could not be kept in {path}.</source>
        <translation>更新無法儲存到 {path}。</translation>
    </message>
    <message>
        <source>Free some space on the disk; it is tried again by itself.</source>
        <translation>請清理磁碟空間，稍後會自動重試。</translation>
    </message>
    <message>
        <source>There is no room for a backup in {path}: {needed_mb} MB have to be free.</source>
        <translation>{path} 沒有空間存放備份：需要空出 {needed_mb} MB。</translation>
    </message>
    <message>
        <source>The till&apos;s own data are as they were; the backups that are there are kept.</source>
        <translation>收銀台自己的資料沒有變化；已有的備份都保留著。</translation>
    </message>
    <message>
        <source>Free some space there, or name another folder on the settings page (Ctrl+9).</source>
        <translation>在那裡騰出空間，或在設定頁（Ctrl+9）換一個資料夾。</translation>
    </message>
    <message>
        <source>Completed sales are safe in the journal, and at the ledger.</source>
        <translation>已完成的銷售儲存在流水帳裡，總帳也有。</translation>
    </message>
    <message>
        <source>Leave the till on for an hour: it makes one a day. The page Ctrl+N says what stands in the way.</source>
        <translation>讓收銀機開著一小時：它每天備份一次。本機頁面（Ctrl+N）會說明受阻的原因。</translation>
    </message>
    <message>
        <source>This till has no backup in {path}.</source>
        <translation>{path} 裡沒有這台收銀機的備份。</translation>
    </message>
    <message>
        <source>The newest backup in {path} is {days} days old.</source>
        <translation>{path} 裡最新的備份已有 {days} 天。</translation>
    </message>
    <message>
        <source>The backups that are there are whole.</source>
        <translation>已有的備份都完整。</translation>
    </message>
    <message>
        <source>Look at the page of this computer (Ctrl+N): mostly the disk is too full.</source>
        <translation>檢視本機頁面（Ctrl+N）：多半是磁碟太滿。</translation>
    </message>
    <message>
        <source>The ledger cannot read its archives: something here is about a sale of long ago.</source>
        <translation>總帳讀不到存檔：這裡有一筆事關很久以前的銷售。</translation>
    </message>
    <message>
        <source>Tell the office that the ledger&apos;s archive folder is missing. It is tried again by itself.</source>
        <translation>請告訴辦公室：總帳的存檔資料夾不見了。系統會自動重試。</translation>
    </message>
    <message>
        <source>Nothing that this store knows is found by {typed}.</source>
        <translation>沒有找到「{typed}」的商品。</translation>
    </message>
    <message>
        <source>Type a part of the name, or the number under the barcode.</source>
        <translation>輸入品名的一部分，或條碼下面的數字。</translation>
    </message>
    <message>
        <source>A manager is being asked; what was scanned is not taken.</source>
        <translation>正在請店長授權，剛掃的沒有收下。</translation>
    </message>
    <message>
        <source>Finish here or press Esc, then scan it again.</source>
        <translation>請先完成授權，或按 Esc 取消，再掃一次。</translation>
    </message>
    <message>
        <source>Finish the sale, or take the payment back (F4) first.</source>
        <translation>請完成交易，或先按 F4 撤回付款。</translation>
    </message>
    <message>
        <source>No receipt printer is set up at this till: the report was not printed.</source>
        <translation>本收銀台沒有設定收據印表機，報表沒有列印。</translation>
    </message>
    <message>
        <source>Its figures stand here and in the journal.</source>
        <translation>數字都在本頁，也已記入流水帳帳。</translation>
    </message>
    <message>
        <source>Set a printer on the devices page (Ctrl+4), then print it again.</source>
        <translation>請在裝置頁面（Ctrl+4）設定印表機，再列印一次。</translation>
    </message>
    <message>
        <source>Put it off (F9), or press ⇧F8 when the member stands here.</source>
        <translation>請稍後再辦（F9）；會員就在店裡時按 ⇧F8。</translation>
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
        <translation>本店價格</translation>
    </message>
    <message>
        <source>Offers</source>
        <translation>活動</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>會員</translation>
    </message>
    <message>
        <source>Coupons</source>
        <translation>優惠券</translation>
    </message>
    <message>
        <source>Set aside for this till</source>
        <translation>為本機保留的權益</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>庫存</translation>
    </message>
    <message>
        <source>Services of members</source>
        <translation>會員服務權益</translation>
    </message>
    <message>
        <source>Profiles of members</source>
        <translation>會員檔案</translation>
    </message>
    <message>
        <source>Notes about members</source>
        <translation>會員備註</translation>
    </message>
    <message>
        <source>Keys and revocations</source>
        <translation>金鑰與撤銷</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>員工</translation>
    </message>
    <message>
        <source>Settings of the store</source>
        <translation>門市設定</translation>
    </message>
    <message>
        <source>Paid web orders</source>
        <translation>已付款的網上訂單</translation>
    </message>
    <message>
        <source>Tags of members</source>
        <translation>會員標籤</translation>
    </message>
    <message>
        <source>What goes with what</source>
        <translation>商品搭配</translation>
    </message>
    <message>
        <source>Contacts with members</source>
        <translation>會員聯絡記錄</translation>
    </message>
    <message>
        <source>Wishes, and goods put aside</source>
        <translation>心願單與留貨</translation>
    </message>
</context>
<context>
    <name>formatting</name>
    <message>
        <source>just now</source>
        <translation>剛剛</translation>
    </message>
    <message>
        <source>{count} min ago</source>
        <translation>{count} 分鐘前</translation>
    </message>
    <message>
        <source>{count} h ago</source>
        <translation>{count} 小時前</translation>
    </message>
</context>
<context>
    <name>offers</name>
    <message>
        <source>For members: {offers}</source>
        <translation>會員優惠：{offers}</translation>
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
        <translation>本機保留至 {time}</translation>
    </message>
    <message>
        <source>offline: {count} left</source>
        <translation>斷線還可用 {count} 次</translation>
    </message>
    <message>
        <source>gift</source>
        <translation>有贈品</translation>
    </message>
    <message>
        <source>saves {amount}</source>
        <translation>可省 {amount}</translation>
    </message>
    <message>
        <source>{count} more save another {gain}</source>
        <translation>再買 {count} 件，再省 {gain}</translation>
    </message>
    <message>
        <source>{missing} more saves another {gain}</source>
        <translation>再買 {missing}，再省 {gain}</translation>
    </message>
    <message>
        <source>This tier does not count here for {brands}</source>
        <translation>該等級在本店不適用於：{brands}</translation>
    </message>
    <message>
        <source>Not in the group yet: only its own card counts for its goods</source>
        <translation>暫未加入集團，其商品僅適用其品牌會員卡</translation>
    </message>
    <message>
        <source>Joins the group on {date}: until then only its own card counts</source>
        <translation>{date}加入集團，此前僅適用其品牌會員卡</translation>
    </message>
    <message>
        <source>Campaign is running, until {time}</source>
        <translation>活動進行中，至 {time}</translation>
    </message>
    <message>
        <source>Campaign begins {time}</source>
        <translation>活動開始：{time}</translation>
    </message>
</context>
<context>
    <name>payment</name>
    <message>
        <source>“{name}” has already been used at another till.</source>
        <translation>「{name}」已在另一門市或收銀台使用。</translation>
    </message>
    <message>
        <source>“{name}” is just being used at another till.</source>
        <translation>「{name}」正在另一收銀台使用。</translation>
    </message>
    <message>
        <source>“{name}” is set aside for another till, which gives it back now.</source>
        <translation>「{name}」由另一收銀台保留，正在要求歸還。</translation>
    </message>
    <message>
        <source>“{name}” has expired.</source>
        <translation>「{name}」已過期。</translation>
    </message>
    <message>
        <source>“{name}” belongs to another member.</source>
        <translation>「{name}」屬於另一位會員。</translation>
    </message>
    <message>
        <source>The ledger does not know “{name}”.</source>
        <translation>總帳中沒有「{name}」。</translation>
    </message>
    <message>
        <source>Only {left} more points can be spent.</source>
        <translation>點數只能再用 {left}。</translation>
    </message>
    <message>
        <source>Some of the points are just being spent at another till.</source>
        <translation>部分點數正在另一收銀台使用。</translation>
    </message>
    <message>
        <source>Some of the points are set aside for another till.</source>
        <translation>部分點數由另一收銀台保留。</translation>
    </message>
    <message>
        <source>This member has used up “{name}”.</source>
        <translation>該會員的「{name}」次數已用完。</translation>
    </message>
    <message>
        <source>“{name}” cannot be used: {code}.</source>
        <translation>「{name}」不能使用：{code}。</translation>
    </message>
    <message>
        <source>The ledger did not answer in time: this sale goes by the rules without a connection.</source>
        <translation>總帳未及時答覆：本單按斷線規則計價。</translation>
    </message>
    <message>
        <source>The price has changed since the basket was shown.</source>
        <translation>價格在購物籃顯示之後有變動。</translation>
    </message>
    <message>
        <source>To pay now: {now} instead of {before}. No money has been taken.</source>
        <translation>現應付 {now}，原為 {before}。尚未收款。</translation>
    </message>
    <message>
        <source>The amount stays {now}. No money has been taken.</source>
        <translation>應付仍為 {now}。尚未收款。</translation>
    </message>
    <message>
        <source>Tell the shopper the new amount before you take money.</source>
        <translation>收款前請告知顧客新的金額。</translation>
    </message>
    <message>
        <source>Go on at this amount, or press Esc and pay again in some seconds: it may be free then.</source>
        <translation>可按此金額繼續；或按 Esc 返回，幾秒後再收款，屆時可能可用。</translation>
    </message>
</context>
<context>
    <name>payments</name>
    <message>
        <source>Sent, no answer yet</source>
        <translation>已傳送，還沒有答覆</translation>
    </message>
    <message>
        <source>The shopper is asked to confirm</source>
        <translation>請顧客在手機上確認</translation>
    </message>
    <message>
        <source>Not known yet, being asked for</source>
        <translation>結果未知，正在查詢</translation>
    </message>
    <message>
        <source>Being cancelled, not confirmed yet</source>
        <translation>正在取消，尚未確認</translation>
    </message>
    <message>
        <source>Not paid: {reason}</source>
        <translation>未付款：{reason}</translation>
    </message>
    <message>
        <source>A part is paid: fetch the basket for the rest, or void it</source>
        <translation>已付一部分：請取回購物籃收餘額，或作廢</translation>
    </message>
    <message>
        <source>Paid for a basket that is gone: give it back</source>
        <translation>已付款但購物籃已不在：請退回</translation>
    </message>
    <message>
        <source>Refund: sent as soon as the wallet can be reached</source>
        <translation>退款：錢包連通後立即發出</translation>
    </message>
    <message>
        <source>Refund: sent, being asked for</source>
        <translation>退款：已發出，正在查詢結果</translation>
    </message>
    <message>
        <source>Refund not given: {reason}</source>
        <translation>退款未成功：{reason}</translation>
    </message>
    <message>
        <source>This till is not set up for {wallet} any more</source>
        <extracomment>As of a payment; or where a refund stands that no operator has confirmed.</extracomment>
        <translation>本機已不再開通{wallet}</translation>
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
        <translation>等級與點數</translation>
    </message>
    <message>
        <source>no tier</source>
        <translation>無等級</translation>
    </message>
    <message>
        <source>governs here</source>
        <translation>本店以此為準</translation>
    </message>
    <message>
        <source>does not count here</source>
        <translation>本店不適用</translation>
    </message>
    <message>
        <source>growth {amount}</source>
        <translation>成長值 {amount}</translation>
    </message>
    <message>
        <source>{amount} to {tier}</source>
        <translation>再消費 {amount} 升 {tier}</translation>
    </message>
    <message>
        <source>tier until {date}</source>
        <translation>等級至 {date}</translation>
    </message>
    <message>
        <source>{count} end on {date}</source>
        <translation>{date}到期 {count}</translation>
    </message>
    <message>
        <source>Points that end</source>
        <translation>點數到期</translation>
    </message>
    <message>
        <source>{count} of {all} usable today</source>
        <translation>今天可用 {count} / {all} 張</translation>
    </message>
    <message>
        <source>Coupons</source>
        <translation>優惠券</translation>
    </message>
    <message>
        <source>No coupon.</source>
        <translation>沒有優惠券。</translation>
    </message>
    <message>
        <source>from {amount}</source>
        <translation>滿 {amount} 可用</translation>
    </message>
    <message>
        <source>until {date}</source>
        <translation>至 {date}</translation>
    </message>
    <message>
        <source>any goods that it is for</source>
        <translation>限適用商品</translation>
    </message>
    <message>
        <source>Paid web order waits here ({count})</source>
        <translation>已付款的網單在本店待取（{count} 件）</translation>
    </message>
    <message>
        <source>since {date}</source>
        <translation>自 {date}</translation>
    </message>
    <message>
        <source>Open for them</source>
        <translation>進行中</translation>
    </message>
    <message>
        <source>Paid web order waits: {what}</source>
        <translation>已付款的網單待取：{what}</translation>
    </message>
    <message>
        <source>Rain check: {what}</source>
        <translation>缺貨補購：{what}</translation>
    </message>
    <message>
        <source>Refund under way: {what}</source>
        <translation>退款進行中：{what}</translation>
    </message>
    <message>
        <source>Case: {what}</source>
        <translation>待處理：{what}</translation>
    </message>
    <message>
        <source>late</source>
        <translation>已超時</translation>
    </message>
    <message>
        <source>{left} of {total}</source>
        <translation>剩 {left} / {total}</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>服務權益</translation>
    </message>
    <message>
        <source>Buys mostly</source>
        <translation>常買品類</translation>
    </message>
    <message>
        <source>Sizes</source>
        <translation>常穿尺碼</translation>
    </message>
    <message>
        <source>Brands and taste</source>
        <translation>品牌與偏好</translation>
    </message>
    <message>
        <source>Notes of this store</source>
        <translation>本店備註</translation>
    </message>
    <message>
        <source>No note yet: F8 writes one.</source>
        <translation>還沒有備註：按 F8 寫一條。</translation>
    </message>
    <message>
        <source>{source}, {percent}% sure</source>
        <translation>{source}，可信度 {percent}%</translation>
    </message>
    <message>
        <source>Tags of other systems</source>
        <translation>其他系統的標籤</translation>
    </message>
    <message>
        <source>never asked</source>
        <translation>未詢問</translation>
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
        <translation>授權與聯絡意願</translation>
    </message>
    <message>
        <source>Card of {brand}</source>
        <translation>{brand} 會員卡</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手機</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>會員卡</translation>
    </message>
    <message>
        <source>Linked accounts</source>
        <translation>關聯帳號</translation>
    </message>
    <message>
        <source>Member {number}</source>
        <translation>會員 {number}</translation>
    </message>
    <message>
        <source>as of {age}</source>
        <translation>資料：{age}</translation>
    </message>
    <message>
        <source>Spent in the last 12 months</source>
        <translation>近 12 個月消費</translation>
    </message>
    <message>
        <source>no phone known here</source>
        <translation>本店沒有手機號碼</translation>
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
        <translation>付費會員</translation>
    </message>
    <message>
        <source>Last order {days} (R {r}), {orders} orders in a year (F {f}), {amount} in a year (M {m})</source>
        <translation>上次購買 {days}（R {r}），一年 {orders} 單（F {f}），一年 {amount}（M {m}）</translation>
    </message>
    <message>
        <source>The ledger has not told this till yet what they bought.</source>
        <translation>總帳還沒有告訴這台收銀台會員買過什麼。</translation>
    </message>
    <message>
        <source>member since {date}</source>
        <translation>{date} 入會</translation>
    </message>
    <message>
        <source>Last 12 months</source>
        <translation>近 12 個月</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>累計消費</translation>
    </message>
    <message>
        <source>Average basket</source>
        <translation>客單價</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>購買頻次</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>點數</translation>
    </message>
    <message>
        <source>not known here</source>
        <translation>本店不知道</translation>
    </message>
    <message>
        <source>none pay here</source>
        <translation>本店不可用點數</translation>
    </message>
    <message>
        <source>{count} / month</source>
        <translation>{count} 次/月</translation>
    </message>
    <message>
        <source>Web · {store}</source>
        <translation>線上 · {store}</translation>
    </message>
    <message>
        <source>High value</source>
        <translation>高價值</translation>
    </message>
    <message>
        <source>Promising</source>
        <translation>高潛力</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>基礎</translation>
    </message>
    <message>
        <source>At risk</source>
        <translation>流失風險</translation>
    </message>
    <message>
        <source>Nothing bought yet</source>
        <translation>還沒有買過</translation>
    </message>
    <message>
        <source>First order</source>
        <translation>首單</translation>
    </message>
    <message>
        <source>Comes back</source>
        <translation>回購</translation>
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
        <translation>要給會員打電話</translation>
    </message>
    <message>
        <source>To write to them</source>
        <translation>要給會員發訊息</translation>
    </message>
    <message>
        <source>To deliver something</source>
        <translation>要送貨上門</translation>
    </message>
    <message>
        <source>To make sure who it is</source>
        <translation>要核對身分</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>其他原因</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>門市</translation>
    </message>
    <message>
        <source>Web</source>
        <translation>線上</translation>
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
        <translation>最近購買 {days}，{store}</translation>
    </message>
</context>
<context>
    <name>programs</name>
    <message>
        <source>the tier does not count here</source>
        <translation>該等級在此不適用</translation>
    </message>
    <message>
        <source>does not count for {brands}</source>
        <translation>不適用於：{brands}</translation>
    </message>
    <message>
        <source>own goods</source>
        <translation>本店自營商品</translation>
    </message>
    <message>
        <source>{amount} to {tier}</source>
        <translation>差 {amount} 升{tier}</translation>
    </message>
    <message>
        <source>{count} points end on {date}</source>
        <translation>{count} 點 {date} 到期</translation>
    </message>
    <message>
        <source>{points} give {gives}</source>
        <translation>{points} 換 {gives}</translation>
    </message>
    <message>
        <source>tier {amount}</source>
        <translation>等級 {amount}</translation>
    </message>
    <message>
        <source>needs the connection</source>
        <translation>需連線</translation>
    </message>
    <message>
        <source>needs the member&apos;s own code</source>
        <translation>需出示會員碼</translation>
    </message>
    <message>
        <source>Enter exchanges, in steps of {step}</source>
        <translation>Enter 鍵兌換，每 {step} 起</translation>
    </message>
    <message>
        <source>Enter exchanges, in steps of {step}, {most} a day</source>
        <translation>Enter 鍵兌換，每 {step} 起，每日至多 {most}</translation>
    </message>
    <message>
        <source>Enter takes part, at most {most} a day</source>
        <translation>按 Enter 鍵參加，每天最多 {most} 次</translation>
    </message>
    <message>
        <source>until {date}</source>
        <translation>至 {date}</translation>
    </message>
    <message>
        <source>free</source>
        <translation>免費</translation>
    </message>
    <message>
        <source>{points} points</source>
        <translation>{points} 點</translation>
    </message>
    <message>
        <source>free, then {points} points</source>
        <translation>先免費，後 {points} 點</translation>
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
        <translation>已拒絕</translation>
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
        <translation>已下發收銀台</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已結束</translation>
    </message>
    <message>
        <source>the store&apos;s own</source>
        <translation>本店自營</translation>
    </message>
    <message>
        <source>not sold here</source>
        <translation>本店不售</translation>
    </message>
    <message>
        <source>group {price}</source>
        <translation>集團價 {price}</translation>
    </message>
    <message>
        <source>Goods of this store&apos;s own</source>
        <translation>本店自營商品</translation>
    </message>
    <message>
        <source>A price of this store&apos;s own</source>
        <translation>本店自訂價格</translation>
    </message>
    <message>
        <source>Not sold in this store</source>
        <translation>本店不售</translation>
    </message>
    <message>
        <source>As the group has it</source>
        <translation>按集團規定</translation>
    </message>
    <message>
        <source>Brand</source>
        <translation>品牌</translation>
    </message>
    <message>
        <source>Price here</source>
        <translation>本店價格</translation>
    </message>
    <message>
        <source>Group&apos;s price</source>
        <translation>集團價格</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>稅率</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>貨號</translation>
    </message>
    <message>
        <source>Barcode</source>
        <translation>條碼</translation>
    </message>
    <message>
        <source>waits for {brands}</source>
        <translation>等待 {brands}</translation>
    </message>
    <message>
        <source>Sell it no more</source>
        <translation>不再銷售</translation>
    </message>
    <message>
        <source>A price</source>
        <translation>價格</translation>
    </message>
    <message>
        <source>Own goods</source>
        <translation>自營商品</translation>
    </message>
    <message>
        <source>An offer</source>
        <translation>優惠</translation>
    </message>
    <message>
        <source>What</source>
        <translation>內容</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>門市</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>價格</translation>
    </message>
    <message>
        <source>the group&apos;s again</source>
        <translation>恢復集團價</translation>
    </message>
    <message>
        <source>nobody has to</source>
        <translation>無需批准</translation>
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
        <translation>此券已使用或被鎖定</translation>
    </message>
    <message>
        <source>Coupon has expired</source>
        <translation>此券已過期</translation>
    </message>
    <message>
        <source>Coupon belongs to another member</source>
        <translation>此券屬於其他會員</translation>
    </message>
    <message>
        <source>Has not started yet</source>
        <translation>活動尚未開始</translation>
    </message>
    <message>
        <source>Has ended</source>
        <translation>活動已結束</translation>
    </message>
    <message>
        <source>Not in this store</source>
        <translation>本店不參加</translation>
    </message>
    <message>
        <source>Not at the till</source>
        <translation>收銀台不適用</translation>
    </message>
    <message>
        <source>Not at this time of the week</source>
        <translation>目前時段不適用</translation>
    </message>
    <message>
        <source>Members only: scan the member code</source>
        <translation>會員專享：請掃會員碼</translation>
    </message>
    <message>
        <source>For another member tier</source>
        <translation>會員等級不符</translation>
    </message>
    <message>
        <source>Needs a paid membership</source>
        <translation>需要付費會員</translation>
    </message>
    <message>
        <source>Only in the month of the birthday</source>
        <translation>僅限生日當月</translation>
    </message>
    <message>
        <source>First purchase only</source>
        <translation>僅限首次購買</translation>
    </message>
    <message>
        <source>Needs the connection: try again when connected</source>
        <translation>需要連線：恢復連線後再試</translation>
    </message>
    <message>
        <source>Not held by this till: needs the connection</source>
        <translation>本機未保留：連線後可用</translation>
    </message>
    <message>
        <source>Limit without connection is reached: try again when connected</source>
        <translation>斷線次數已滿：連線後再試</translation>
    </message>
    <message>
        <source>This member has used it up</source>
        <translation>該會員已用完次數</translation>
    </message>
    <message>
        <source>The campaign&apos;s budget is used up</source>
        <translation>活動預算已用完</translation>
    </message>
    <message>
        <source>No goods in the basket for it</source>
        <translation>購物籃中沒有適用商品</translation>
    </message>
    <message>
        <source>{count} more to reach it</source>
        <translation>再買 {count} 件可用</translation>
    </message>
    <message>
        <source>Buy {amount} more to use it</source>
        <translation>再買 {amount} 可用</translation>
    </message>
    <message>
        <source>Saves nothing on this basket</source>
        <translation>本單用不上</translation>
    </message>
    <message>
        <source>Cannot be combined with {others}</source>
        <translation>不能與{others}同享</translation>
    </message>
    <message>
        <source>No longer reached after the other offers</source>
        <translation>其他優惠後未達門檻</translation>
    </message>
    <message>
        <source>Another choice saves more</source>
        <translation>有更優惠的組合</translation>
    </message>
    <message>
        <source>Already used at another till</source>
        <translation>已在另一門市或收銀台使用</translation>
    </message>
    <message>
        <source>In use at another till: try again in some seconds</source>
        <translation>另一收銀台正在使用：幾秒後再試</translation>
    </message>
    <message>
        <source>Held by another till: try again in some seconds</source>
        <translation>由另一收銀台保留：幾秒後再試</translation>
    </message>
    <message>
        <source>The ledger does not know this coupon</source>
        <translation>總帳中沒有這張券</translation>
    </message>
    <message>
        <source>Scan the member&apos;s own code to use it</source>
        <translation>需掃會員本人的會員碼</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Gift not there: click when it is there after all</source>
        <translation>贈品缺貨未送：有貨時點選恢復</translation>
    </message>
    <message>
        <source>Not chosen: pick it to use it</source>
        <translation>未選用，選中即可使用</translation>
    </message>
</context>
<context>
    <name>receipts</name>
    <message>
        <source>Not printed</source>
        <translation>未列印</translation>
    </message>
    <message>
        <source>Copies {count}</source>
        <translation>副本 {count}</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>會員</translation>
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
        <translation>有損壞</translation>
    </message>
</context>
<context>
    <name>services</name>
    <message>
        <source>{count} points</source>
        <translation>{count} 點數</translation>
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
        <translation>已兌完</translation>
    </message>
    <message>
        <source>Reward · {count} points are missing</source>
        <translation>可兌換 · 還差 {count} 點數</translation>
    </message>
    <message>
        <source>Reward · needs the connection</source>
        <translation>可兌換 · 需要連線</translation>
    </message>
    <message>
        <source>Reward · {count} left</source>
        <translation>可兌換 · 剩 {count} 件</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>可兌換</translation>
    </message>
    <message>
        <source>Gift to hand over</source>
        <translation>待交付贈品</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>An address looks like rtsp://192.168.1.60/stream.</source>
        <translation>位址形如 rtsp://192.168.1.60/stream。</translation>
    </message>
    <message>
        <source>Screen and language</source>
        <translation>螢幕與語言</translation>
    </message>
    <message>
        <source>Cameras and scanners</source>
        <translation>攝影機與掃描器</translation>
    </message>
    <message>
        <source>Receipts and printer</source>
        <translation>收據與印表機</translation>
    </message>
    <message>
        <source>Cash drawer</source>
        <translation>錢櫃</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>支付</translation>
    </message>
    <message>
        <source>Connection to the ledger</source>
        <translation>與總帳的連線</translation>
    </message>
    <message>
        <source>Language of the screens</source>
        <translation>介面語言</translation>
    </message>
    <message>
        <source>Ctrl+T changes it at any time.</source>
        <translation>按 Ctrl+T 可隨時切換。</translation>
    </message>
    <message>
        <source>Size of the text</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Letters, rows and key caps grow together.</source>
        <translation>文字、行高和按鍵提示一同放大。</translation>
    </message>
    <message>
        <source>Camera that reads codes</source>
        <translation>掃碼攝影機</translation>
    </message>
    <message>
        <source>A number (0 is the first camera), a video file, or an address (rtsp://…). Empty for none.</source>
        <translation>填編號（0 為第一個攝影機）、影片檔案或位址（rtsp://…）；留空為不用。</translation>
    </message>
    <message>
        <source>Receipt printer</source>
        <translation>收據印表機</translation>
    </message>
    <message>
        <source>Width of the receipt paper</source>
        <translation>收據紙寬</translation>
    </message>
    <message>
        <source>As it is written on the roll.</source>
        <translation>以紙捲上標註為準。</translation>
    </message>
    <message>
        <source>Language of the receipts</source>
        <translation>收據語言</translation>
    </message>
    <message>
        <source>Receipts, shift reports and their copies.</source>
        <translation>適用於收據、班別報表及其補打。</translation>
    </message>
    <message>
        <source>Print the receipt by itself</source>
        <translation>自動列印收據</translation>
    </message>
    <message>
        <source>As soon as the sale is complete; otherwise only when it is asked for.</source>
        <translation>交易完成後立即列印；關閉後僅在需要時列印。</translation>
    </message>
    <message>
        <source>Pin that opens the drawer</source>
        <translation>開錢櫃針腳</translation>
    </message>
    <message>
        <source>Of the socket in the printer into which the drawer is plugged; most drawers take pin 2.</source>
        <translation>指印表機上錢櫃介面的針腳；多數錢櫃用 2。</translation>
    </message>
    <message>
        <source>no drawer</source>
        <translation>無錢櫃</translation>
    </message>
    <message>
        <source>Wait for the ledger at payment</source>
        <translation>付款時等待總帳答覆</translation>
    </message>
    <message>
        <source>After that the sale goes on by the rules for a till without a connection.</source>
        <translation>超時後按離線規則繼續收款。</translation>
    </message>
    <message>
        <source>Renew the till&apos;s key</source>
        <translation>更換本機金鑰</translation>
    </message>
    <message>
        <source>The till makes itself a new key when its own is so many days old.</source>
        <translation>金鑰使用滿此天數後，本機自動生成新金鑰。</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>Where the group&apos;s signed list of updates lies; empty for where the ledger says.</source>
        <translation>集團簽發的更新清單的位置；留空則按總帳指定的位置。</translation>
    </message>
    <message>
        <source>This is none of the choices: {choices}.</source>
        <translation>不在可選範圍內：{choices}。</translation>
    </message>
    <message>
        <source>A whole number from {low} to {high} is needed.</source>
        <translation>請填 {low} 到 {high} 之間的整數。</translation>
    </message>
    <message>
        <source>At most {count} characters, all of which can be seen.</source>
        <translation>最多 {count} 個字元，且不能含不可見字元。</translation>
    </message>
    <message>
        <source>A whole number is needed.</source>
        <translation>請填整數。</translation>
    </message>
    <message>
        <source>A printer is tcp:HOST:PORT, usb:, serial:PORT or file:PATH.</source>
        <translation>印表機寫作 tcp:主機:連接埠、usb:、serial:連接埠 或 file:路徑。</translation>
    </message>
    <message>
        <source>Serial scanner</source>
        <translation>序列埠掃描器</translation>
    </message>
    <message>
        <source>Its port, or usb:VENDOR:PRODUCT; empty for none. A scanner that types needs no setting.</source>
        <translation>連接埠名，或 usb:廠商號:產品號；留空則不用。鍵盤式掃描器無需設定。</translation>
    </message>
    <message>
        <source>Speed of the scanner&apos;s port</source>
        <translation>掃描器連接埠速度</translation>
    </message>
    <message>
        <source>As the scanner is set; with an adapter on USB any will do.</source>
        <translation>與掃描器一致；USB 轉接時任意。</translation>
    </message>
    <message>
        <source>What the scanner sends behind a code</source>
        <translation>掃描器在碼後傳送</translation>
    </message>
    <message>
        <source>In any case a code is complete when nothing more comes.</source>
        <translation>無論如何，後面不再有字元時即視為完整。</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter 鍵</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>無</translation>
    </message>
    <message>
        <source>Sound at each scan</source>
        <translation>掃碼提示音</translation>
    </message>
    <message>
        <source>A high one when it was read, a low one when it was refused.</source>
        <translation>成功為高音，被拒為低音。</translation>
    </message>
    <message>
        <source>tcp:HOST:PORT, usb: for the USB printer, serial:PORT:BAUD, file:PATH; empty for none.</source>
        <translation>網路 tcp:主機:連接埠，USB 填 usb:，序列埠 serial:連接埠:波特率，或 file:路徑；留空則不用。</translation>
    </message>
    <message>
        <source>Window for the customer</source>
        <translation>顧客屏</translation>
    </message>
    <message>
        <source>Basket, savings and amount. Ctrl+S shows, moves or hides it at any time.</source>
        <translation>顯示商品、節省和金額。按 Ctrl+S 可隨時顯示、移動或隱藏。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>無</translation>
    </message>
    <message>
        <source>on the second screen, when there is one</source>
        <translation>在第二塊螢幕上（有的話）</translation>
    </message>
    <message>
        <source>in a window of its own</source>
        <translation>在單獨的窗口裡</translation>
    </message>
    <message>
        <source>The printer has no Chinese font</source>
        <translation>印表機沒有中文字型檔</translation>
    </message>
    <message>
        <source>Chinese is then printed as a picture, drawn with a font of this machine: slower, and readable.</source>
        <translation>中文會用本機字型畫成圖片列印：較慢，但清晰可讀。</translation>
    </message>
    <message>
        <source>Address of updates</source>
        <translation>更新位址</translation>
    </message>
    <message>
        <source>Key of updates</source>
        <translation>更新金鑰</translation>
    </message>
    <message>
        <source>The public key that signs them, where this program was built without one.</source>
        <translation>更新的簽名公鑰；程式自帶公鑰時不使用此項。</translation>
    </message>
    <message>
        <source>A whole path begins with / or a drive: /mnt/backups.</source>
        <translation>完整路徑以 / 或磁碟機代號開頭，例如 /mnt/backups。</translation>
    </message>
    <message>
        <source>Backups and updates</source>
        <translation>備份與更新</translation>
    </message>
    <message>
        <source>Folder of the daily backups</source>
        <translation>每日備份的資料夾</translation>
    </message>
    <message>
        <source>A whole path, best on another disk; empty for a folder beside the till&apos;s data.</source>
        <translation>完整路徑，最好在另一塊磁碟上；留空則放在收銀資料旁邊。</translation>
    </message>
    <message>
        <source>Daily backups that are kept</source>
        <translation>保留的每日備份份數</translation>
    </message>
    <message>
        <source>The oldest goes when a newer one was written and read back.</source>
        <translation>新的備份寫好並讀回無誤後，才刪除最舊的一份。</translation>
    </message>
</context>
<context>
    <name>suggestions</name>
    <message>
        <source>No suggestions: the ledger has not learned from purchases yet</source>
        <translation>暫無推薦：總帳尚未從購買記錄中學習</translation>
    </message>
    <message>
        <source>No suggestions: the member does not want any</source>
        <translation>暫無推薦：會員不希望收到推薦</translation>
    </message>
    <message>
        <source>No suggestions: nothing was bought yet that goes with anything</source>
        <translation>暫無推薦：還沒有可參考的購買</translation>
    </message>
    <message>
        <source>No suggestions: what would fit is not in stock here</source>
        <translation>暫無推薦：適合的商品本店無貨</translation>
    </message>
    <message>
        <source>goes with {name}</source>
        <translation>搭配 {name}</translation>
    </message>
    <message>
        <source>bought {day}: {name}</source>
        <translation>{day}買過 {name}</translation>
    </message>
    <message>
        <source>bought {day}, used up about now</source>
        <translation>{day}買過，差不多用完了</translation>
    </message>
    <message>
        <source>fits {coupon}, which ends {day}</source>
        <translation>可用 {coupon}，{day}到期</translation>
    </message>
    <message>
        <source>never bought in {category}</source>
        <translation>還沒買過{category}</translation>
    </message>
    <message>
        <source>what most members buy now</source>
        <translation>近期會員最常購買</translation>
    </message>
    <message>
        <source>what most members buy now in {category}</source>
        <translation>近期會員最常購買的{category}</translation>
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
        <translation>會員</translation>
    </message>
    <message>
        <source>Reading the members …</source>
        <translation>正在讀取會員…</translation>
    </message>
    <message>
        <source>My members</source>
        <translation>我的會員</translation>
    </message>
    <message>
        <source>Whole store</source>
        <translation>全店</translation>
    </message>
    <message>
        <source>Quiet hours: nobody is contacted before {time}</source>
        <translation>免打擾時段：{time} 之前不聯絡任何人</translation>
    </message>
    <message>
        <source>To contact: {count}</source>
        <translation>待聯絡：{count}</translation>
    </message>
    <message>
        <source>Guide: {name}</source>
        <translation>銷售顧問：{name}</translation>
    </message>
    <message>
        <source>No guide yet; today with {name}</source>
        <translation>尚無銷售顧問；今日由 {name} 跟進</translation>
    </message>
    <message>
        <source>No guide yet</source>
        <translation>尚無銷售顧問</translation>
    </message>
    <message>
        <source>Put off by {name}. {note}</source>
        <translation>由 {name} 推遲。{note}</translation>
    </message>
    <message>
        <source>No phone</source>
        <translation>無電話</translation>
    </message>
    <message>
        <source>Members as of {age}.</source>
        <translation>會員資料更新於{age}。</translation>
    </message>
    <message>
        <source>want no contact: {count}</source>
        <translation>不願被聯絡 {count}</translation>
    </message>
    <message>
        <source>contacted lately: {count}</source>
        <translation>近期已聯絡 {count}</translation>
    </message>
    <message>
        <source>done: {count}</source>
        <translation>已辦 {count}</translation>
    </message>
    <message>
        <source>Not listed: {who}.</source>
        <translation>未列出：{who}。</translation>
    </message>
    <message>
        <source>The group has set no rules yet</source>
        <translation>集團尚未設定規則</translation>
    </message>
    <message>
        <source>Head office says whom guides contact and why. Until then, look for a member by name (Ctrl+M).</source>
        <translation>由總部設定聯絡誰、為什麼聯絡。在此之前可按姓名查詢會員（Ctrl+M）。</translation>
    </message>
    <message>
        <source>No members have come yet</source>
        <translation>會員資料尚未到達</translation>
    </message>
    <message>
        <source>They come with the first sync. See the connection page (Ctrl+3).</source>
        <translation>首次同步後即可看到，見同步頁（Ctrl+3）。</translation>
    </message>
    <message>
        <source>All done for today</source>
        <translation>今日已全部辦完</translation>
    </message>
    <message>
        <source>What was put off comes again on its day. Well done.</source>
        <translation>推遲的會在到期日再次出現。辛苦了。</translation>
    </message>
    <message>
        <source>Nobody of yours to contact today</source>
        <translation>今天沒有需要你聯絡的會員</translation>
    </message>
    <message>
        <source>F4 shows the whole store&apos;s list. New members become yours with F7.</source>
        <translation>按 F4 檢視全店名單；按 F7 可跟進新會員。</translation>
    </message>
    <message>
        <source>Nobody to contact today</source>
        <translation>今天沒有需要聯絡的會員</translation>
    </message>
    <message>
        <source>No reason holds today. New ones come by themselves, every day.</source>
        <translation>今天沒有符合規則的會員，名單每天自動更新。</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>另 {count} 條</translation>
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
        <translation>{points} 點今天到期</translation>
    </message>
    <message>
        <source>{points} points end tomorrow</source>
        <translation>{points} 點明天到期</translation>
    </message>
    <message>
        <source>{amount} are missing for {tier}</source>
        <translation>距{tier}還差 {amount}</translation>
    </message>
    <message>
        <source>Joined on {joined_on}</source>
        <translation>{joined_on}入會</translation>
    </message>
    <message>
        <source>Waits for {goods}: {pieces} here now</source>
        <translation>想要的{goods}到貨：現有 {pieces} 件</translation>
    </message>
    <message>
        <source>{goods} should be used up on {day}</source>
        <translation>{goods}預計{day}用完</translation>
    </message>
    <message>
        <source>Segment: at risk of leaving. Last purchase on {last_on}.</source>
        <translation>會員分層：流失風險。上次購買：{last_on}。</translation>
    </message>
    <message>
        <source>Somebody new: say hello in the first days.</source>
        <translation>新會員：請在頭幾天打個招呼。</translation>
    </message>
    <message>
        <source>Birthday on {day}.</source>
        <translation>生日：{day}。</translation>
    </message>
    <message>
        <source>Last purchase on {last_on}.</source>
        <translation>上次購買：{last_on}。</translation>
    </message>
    <message>
        <source>Counted by the purchases of the program {program}.</source>
        <translation>按{program}的累計消費計算。</translation>
    </message>
    <message>
        <source>Points of {program}, good until {day}.</source>
        <translation>{program}點數，有效期至{day}。</translation>
    </message>
    <message>
        <source>Asked for it on {since}.</source>
        <translation>{since}登記想要。</translation>
    </message>
    <message>
        <source>Bought on {bought_on}.</source>
        <translation>購買日期：{bought_on}。</translation>
    </message>
    <message>
        <source>Bought on {day}.</source>
        <translation>購買日期：{day}。</translation>
    </message>
    <message>
        <source>{brand}: quiet since {since}. Last purchase on {last_on}.</source>
        <translation>{brand}：自{since}起沉睡，上次購買{last_on}。</translation>
    </message>
    <message>
        <source>Wants no contact: nobody may call or write.</source>
        <translation>不願被聯絡：任何人不得致電或發訊息。</translation>
    </message>
    <message>
        <source>Contacted this week: {count} of at most {most}.</source>
        <translation>一週內已聯絡 {count} 次，最多 {most} 次。</translation>
    </message>
    <message>
        <source>No more until it is a week ago; who is in the store may be told.</source>
        <translation>滿一週之前不能再聯絡；人在店裡時可以當面告知。</translation>
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
        <translation>支付寶</translation>
    </message>
    <message>
        <source>A basket that waited is paid: {amount} by {wallet}, receipt {receipt}.</source>
        <translation>等待中的一單已付款：{wallet} {amount}，收據 {receipt}。</translation>
    </message>
    <message>
        <source>The sale is complete and in the journal.</source>
        <translation>此筆銷售已完成並寫入流水帳。</translation>
    </message>
    <message>
        <source>It waits in the list of open payments: fetch it there, or void it.</source>
        <translation>此單在待付列表裡：可取回，或作廢。</translation>
    </message>
    <message>
        <source>It waits in the list of open payments (Ctrl+8): try again there, or give it in cash.</source>
        <translation>它在待付列表（Ctrl+8）中等待：可在那裡重試，或改退現金。</translation>
    </message>
    <message>
        <source>{amount} is paid by {wallet}; {rest} remains.</source>
        <translation>{wallet}已付 {amount}，還需 {rest}。</translation>
    </message>
    <message>
        <source>It goes back by itself if this sale does not come about.</source>
        <translation>如果這筆交易沒有完成，這筆錢會自動退回。</translation>
    </message>
    <message>
        <source>A part of a basket that waits is paid: {amount} by {wallet}.</source>
        <translation>一個等待中的購物籃已付一部分：{wallet} {amount}。</translation>
    </message>
    <message>
        <source>A payment was under way when the program ended: {amount} by {wallet}.</source>
        <translation>程式中斷時有一筆付款沒有結果：{wallet} {amount}。</translation>
    </message>
    <message>
        <source>{count} payments by wallets have no answer yet, the last one {amount} by {wallet}.</source>
        <translation>有 {count} 筆錢包付款還沒有結果，最後一筆是{wallet} {amount}。</translation>
    </message>
    <message>
        <source>It is asked for, and paid once at most: do not take this money again.</source>
        <translation>系統會一直查詢，最多只付一次：不要再收這筆錢。</translation>
    </message>
    <message>
        <source>Its basket waits in the list of open payments (Ctrl+8).</source>
        <translation>這一單在待付列表（Ctrl+8）裡等結果。</translation>
    </message>
    <message>
        <source>Fetch it from the list of open payments for the rest, or void it.</source>
        <translation>請從待付列表取回並收餘額，或作廢。</translation>
    </message>
</context>
</TS>
