<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>BasketPanel</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n piece(s)</source>
        <translation>
            <numerusform>%n piece</numerusform>
            <numerusform>%n pieces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Points · {points} points</source>
        <translation>
            <numerusform>Points · {points} point</numerusform>
            <numerusform>Points · {points} points</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CheckoutPresenter</name>
    <message numerus="yes">
        <source>{count} pieces of what follows</source>
        <translation>
            <numerusform>{count} piece of what follows</numerusform>
            <numerusform>{count} pieces of what follows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClientelePresenter</name>
    <message numerus="yes">
        <source>{count} members</source>
        <translation>
            <numerusform>{count} member</numerusform>
            <numerusform>{count} members</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClosedPresenter</name>
    <message numerus="yes">
        <source>{count} entries are in {path}.</source>
        <translation>
            <numerusform>{count} entry is in {path}.</numerusform>
            <numerusform>{count} entries are in {path}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClosedView</name>
    <message numerus="yes">
        <source>Before anything is wiped, the ledger gets what it does not have yet: {count} entries. Connect this computer, then go on.</source>
        <translation>
            <numerusform>Before anything is wiped, the ledger gets what it does not have yet: {count} entry. Connect this computer, then go on.</numerusform>
            <numerusform>Before anything is wiped, the ledger gets what it does not have yet: {count} entries. Connect this computer, then go on.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConnectionPresenter</name>
    <message numerus="yes">
        <source>{count} entries are in {path}.</source>
        <translation>
            <numerusform>{count} entry is in {path}.</numerusform>
            <numerusform>{count} entries are in {path}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConnectionView</name>
    <message numerus="yes">
        <source>{count} entries were set aside by the ledger: tell the office.</source>
        <translation>
            <numerusform>{count} entry was set aside by the ledger: tell the office.</numerusform>
            <numerusform>{count} entries were set aside by the ledger: tell the office.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>{count} days ago</source>
        <translation>
            <numerusform>{count} day ago</numerusform>
            <numerusform>{count} days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} days left</source>
        <translation>
            <numerusform>{count} day left</numerusform>
            <numerusform>{count} days left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} orders</source>
        <translation>
            <numerusform>{count} order</numerusform>
            <numerusform>{count} orders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{state} since {date} · {count} orders</source>
        <translation>
            <numerusform>{state} since {date} · {count} order</numerusform>
            <numerusform>{state} since {date} · {count} orders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} points</source>
        <translation>
            <numerusform>{count} point</numerusform>
            <numerusform>{count} points</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and {count} more lines</source>
        <translation>
            <numerusform>and {count} more line</numerusform>
            <numerusform>and {count} more lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} members are not yours to look for</source>
        <translation>
            <numerusform>{count} member is not yours to look for</numerusform>
            <numerusform>{count} members are not yours to look for</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Birthday in {days} days</source>
        <translation>
            <numerusform>Birthday in {days} day</numerusform>
            <numerusform>Birthday in {days} days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{points} points end in {days} days</source>
        <translation>
            <numerusform>{points} points end in {days} day</numerusform>
            <numerusform>{points} points end in {days} days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing bought for {days} days</source>
        <translation>
            <numerusform>Nothing bought for {days} day</numerusform>
            <numerusform>Nothing bought for {days} days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Bought {goods} {days} days ago</source>
        <translation>
            <numerusform>Bought {goods} {days} day ago</numerusform>
            <numerusform>Bought {goods} {days} days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not seen for {days} days</source>
        <translation>
            <numerusform>Not seen for {days} day</numerusform>
            <numerusform>Not seen for {days} days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CustomerView</name>
    <message numerus="yes">
        <source>{points} points earned</source>
        <translation>
            <numerusform>{points} point earned</numerusform>
            <numerusform>{points} points earned</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} items</source>
        <translation>
            <numerusform>{count} item</numerusform>
            <numerusform>{count} items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EarningsPresenter</name>
    <message numerus="yes">
        <source>{points} points are yours · {until}</source>
        <translation>
            <numerusform>{points} point is yours · {until}</numerusform>
            <numerusform>{points} points are yours · {until}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} sales</source>
        <translation>
            <numerusform>{count} sale</numerusform>
            <numerusform>{count} sales</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} points</source>
        <translation>
            <numerusform>{count} point</numerusform>
            <numerusform>{count} points</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FiguresPresenter</name>
    <message numerus="yes">
        <source>{count} sales</source>
        <translation>
            <numerusform>{count} sale</numerusform>
            <numerusform>{count} sales</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} sales, {amount}</source>
        <translation>
            <numerusform>{count} sale, {amount}</numerusform>
            <numerusform>{count} sales, {amount}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} entries of this till were not there yet.</source>
        <translation>
            <numerusform>{count} entry of this till was not there yet.</numerusform>
            <numerusform>{count} entries of this till were not there yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GiftActions</name>
    <message numerus="yes">
        <source>good for {count} days</source>
        <translation>
            <numerusform>good for {count} day</numerusform>
            <numerusform>good for {count} days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MachineView</name>
    <message numerus="yes">
        <source>Not at the ledger yet: {count} entries. Nothing is wiped before they are.</source>
        <translation>
            <numerusform>Not at the ledger yet: {count} entry. Nothing is wiped before it is.</numerusform>
            <numerusform>Not at the ledger yet: {count} entries. Nothing is wiped before they are.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OffersPanel</name>
    <message numerus="yes">
        <source>{points} points pay {amount}</source>
        <translation>
            <numerusform>{points} point pays {amount}</numerusform>
            <numerusform>{points} points pay {amount}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{points} points for {amount}?</source>
        <translation>
            <numerusform>{points} point for {amount}?</numerusform>
            <numerusform>{points} points for {amount}?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{points} points left; Esc: no</source>
        <translation>
            <numerusform>{points} point left; Esc: no</numerusform>
            <numerusform>{points} points left; Esc: no</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ParkingActions</name>
    <message numerus="yes">
        <source>{count} pieces</source>
        <translation>
            <numerusform>{count} piece</numerusform>
            <numerusform>{count} pieces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} lines</source>
        <translation>
            <numerusform>{count} line</numerusform>
            <numerusform>{count} lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PickupActions</name>
    <message numerus="yes">
        <source>{count} pieces</source>
        <translation>
            <numerusform>{count} piece</numerusform>
            <numerusform>{count} pieces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettingsView</name>
    <message numerus="yes">
        <source>%n setting(s)</source>
        <translation>
            <numerusform>%n setting</numerusform>
            <numerusform>%n settings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignInView</name>
    <message numerus="yes">
        <source>{count} digits typed</source>
        <translation>
            <numerusform>{count} digit typed</numerusform>
            <numerusform>{count} digits typed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WantedActions</name>
    <message numerus="yes">
        <source>{count} pieces</source>
        <translation>
            <numerusform>{count} piece</numerusform>
            <numerusform>{count} pieces</numerusform>
        </translation>
    </message>
</context>
</TS>
