"""Words for what the collection store sells as its own: food, tea, things for the home, small services."""

from __future__ import annotations

from central_ledger.demo.vocabulary import ALL_YEAR, COLD, GIFTS, Kind

KINDS = (
    Kind(
        "tea",
        "food|tea",
        22,
        fabrics="武夷=Wuyi|安溪=Anxi|西湖=West Lake|祁门=Keemun|勐海=Menghai|福鼎=Fuding|云南=Yunnan",
        cuts="明前=Early Spring|三年陈=Aged 3 Years|高山=High-mountain|古树=Old-tree",
        nouns=(
            "龙井=Longjing|铁观音=Tieguanyin|大红袍=Dahongpao|红茶=Black Tea|"
            "白茶=White Tea|普洱=Pu'er|茉莉花茶=Jasmine Tea"
        ),
        prices="268|398|568|880|1280",
        weighed=True,
        unit="kg",
        tax_bps=900,
        lasts_days=40,
        season=COLD,
        named="桂花龙井=Osmanthus Longjing@468",
    ),
    Kind(
        "dried-fruit",
        "food|snacks",
        26,
        fabrics="新疆=Xinjiang|云南=Yunnan|广西=Guangxi|无添加=No-additive|低糖=Low-sugar",
        cuts="冻干=Freeze-dried|自然晾晒=Sun-dried|半干=Semi-dried",
        nouns=(
            "芒果干=Mango|无花果=Figs|葡萄干=Raisins|杏干=Apricots|"
            "红枣=Red Dates|山楂条=Hawthorn|巴旦木=Almonds|核桃仁=Walnuts"
        ),
        prices="78|98|128|158|188",
        weighed=True,
        unit="kg",
        tax_bps=900,
        lasts_days=25,
        named="新疆无花果干=Xinjiang Dried Figs@128",
    ),
    Kind(
        "coffee",
        "food|coffee",
        14,
        fabrics="云南保山=Baoshan|埃塞俄比亚=Ethiopia|哥伦比亚=Colombia|拾物集拼配=House Blend",
        cuts="水洗=Washed|日晒=Natural|深烘=Dark-roast",
        nouns="咖啡豆=Coffee Beans|挂耳咖啡=Drip Coffee",
        prices="59|79|98|128",
        sizes="100g|250g*2.2",
        lasts_days=30,
        unit="袋",
    ),
    Kind(
        "candles",
        "home|fragrance",
        16,
        fabrics="大豆蜡=Soy|蜂蜡=Beeswax|椰子蜡=Coconut Wax",
        cuts="白茶=White Tea|雪松=Cedar|无花果=Fig|乌木=Ebony",
        nouns="香薰蜡烛=Scented Candle|扩香=Diffuser",
        prices="89|129|169|229",
        sizes="90g|200g*1.7",
        season=GIFTS,
        unit="件",
    ),
    Kind(
        "ceramics",
        "home|tableware",
        18,
        fabrics="景德镇=Jingdezhen|龙泉=Longquan|粗陶=Stoneware|玻璃=Glass",
        colours="青釉=Celadon|月白=Moon White|铁锈=Rust",
        cuts="手作=Handmade|窑变=Kiln-glazed|日式=Japanese-style",
        nouns="马克杯=Mug|茶壶=Teapot|盖碗=Gaiwan|花瓶=Vase|盘=Plate",
        prices="69|99|159|259|459",
        season=GIFTS,
        unit="只",
        colours_max=2,
    ),
    Kind(
        "stationery",
        "home|stationery",
        12,
        fabrics="再生纸=Recycled-paper|布面=Cloth-bound|牛皮=Kraft",
        cuts="方格=Grid|空白=Plain|周计划=Weekly",
        nouns="笔记本=Notebook|手账本=Planner|便签=Memo Pad",
        prices="19.9|29.9|39.9|59",
        unit="本",
    ),
    Kind(
        "books",
        "home|books",
        12,
        fabrics="漫步=Walking|图说=Picturing|遇见=Meeting|重读=Rereading",
        cuts="江南=Jiangnan|上海=Shanghai|草木=Trees and Grasses|茶事=Tea|旧物=Old Things",
        nouns="（精装）=(Hardcover)|（平装）=(Paperback)",
        prices="48|58|68|88|128",
        tax_bps=900,
        discountable=False,
        unit="本",
    ),
    Kind(
        "gift-boxes",
        "gifts",
        8,
        fabrics="中秋=Mid-autumn|新春=New Year|生日=Birthday|伴手=Souvenir",
        cuts="茶点=Tea & Sweets|香氛=Fragrance|咖啡=Coffee",
        nouns="礼盒=Gift Box|礼篮=Gift Basket",
        prices="168|258|358|598",
        season=GIFTS,
        unit="盒",
    ),
    Kind(
        "services",
        "services",
        6,
        nouns=(
            "裤长修改=Trouser Shortening|礼品包装=Gift Wrapping|鞋履清洁=Shoe Cleaning|"
            "皮具护理=Leather Care|刺绣姓名=Name Embroidery|送货上门=Home Delivery"
        ),
        prices="15|20|30|59",
        tax_bps=600,
        discountable=False,
        unit="次",
        season=ALL_YEAR,
    ),
)
