"""The style of the page: the window's colours, light and dark, from a telephone's width on."""

from __future__ import annotations

_LIGHT = """
--bg:#f6f7f9;--surface:#fff;--line:#e2e5ea;--faint:#eef0f3;--control:#8a919e;--text:#1a1d23;
--soft:#5a6270;--accent:#4b45d6;--on:#fff;--behind:#efeefd;--good:#16734a;--behind-good:#e6f4ec;
--soon:#8a5a00;--behind-soon:#fcf1dc;--bad:#b42318;--behind-bad:#fdecea;--thumb:#e9ecf2;
--hover:#f3f4f7
"""
_DARK = """
--bg:#131519;--surface:#1a1d22;--line:#2d323b;--faint:#252930;--control:#6b7482;--text:#e9ebef;
--soft:#a3abb8;--accent:#9a95ff;--on:#14121f;--behind:#2a2850;--good:#58c994;--behind-good:#18332a;
--soon:#e6b450;--behind-soon:#36290f;--bad:#ff8a7a;--behind-bad:#3b1d1a;--thumb:#2a2f38;
--hover:#20242a
"""
_RULES = """
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:13px/20px "Segoe UI Variable Text",
"Segoe UI",system-ui,"PingFang SC","Microsoft YaHei UI","Noto Sans CJK SC",sans-serif;
font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:8px}
h1,h2{font-weight:600;margin:0;overflow-wrap:anywhere}h1{font-size:24px;line-height:32px}
h2{font-size:15px}p{margin:0}small,code{font-size:12px}small{color:var(--soft);font-weight:400}
code,pre{font-family:ui-monospace,"Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
header{display:flex;align-items:center;gap:12px;height:60px;max-width:1088px;margin:0 auto;
padding:0 24px;color:var(--soft)}
header a{display:flex;align-items:center;gap:8px;color:var(--text)}
header span{margin-left:auto;padding:3px 10px;border-radius:12px;background:var(--behind-soon);
color:var(--soon);font-size:12px;line-height:16px;white-space:nowrap}
main{max-width:1088px;margin:0 auto;padding:0 24px 40px}main header{padding:0}
.card{background:var(--surface);border:1px solid var(--line);border-radius:12px;
box-shadow:0 1px 1px rgba(0,0,0,.04)}
.notice,.warning{padding:10px 14px;border-radius:8px;margin-bottom:12px;overflow-wrap:anywhere}
.notice{background:var(--behind-good);color:var(--good)}
.warning{background:var(--behind-soon);color:var(--soon)}
.tabs{display:flex;flex-wrap:wrap;gap:12px;margin-bottom:16px}
.tabs a{display:block;flex:0 1 auto;min-width:200px;padding:10px 14px;border:1px solid var(--line);
border-radius:12px;background:var(--surface);color:var(--text);overflow-wrap:anywhere}
.tabs a:hover{background:var(--hover);text-decoration:none}
.tabs a[aria-current]{border-color:var(--accent);background:var(--behind)}
.tabs b{display:block;font-weight:600}.tabs span{font-size:12px;color:var(--soft)}
.path{margin:0 0 12px;color:var(--soft);overflow-wrap:anywhere}
.list{overflow:hidden}table{width:100%;border-collapse:collapse;table-layout:fixed}
th{height:36px;padding:0 8px;text-align:left;font-size:12px;font-weight:400;color:var(--soft);
white-space:nowrap}
td{height:56px;padding:8px;border-top:1px solid var(--faint);vertical-align:middle}
tbody tr:hover{background:var(--hover)}
.name{padding-left:16px}.what{display:flex;align-items:center;gap:12px}
.what div{min-width:0;flex:1}.thumb{flex:none;width:40px;height:40px}
.thumb img,.thumb i,.nothing i{display:flex;width:40px;height:40px;border-radius:8px;
object-fit:cover;background:var(--thumb);color:var(--soft);font-weight:600;
font-style:normal;font-size:10px;align-items:center;justify-content:center}
.open,.folder,.facts{display:block;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.open{color:var(--text);font-weight:500}:lang(zh) .open{font-weight:400}
.folder,.facts{font-size:12px;line-height:16px;color:var(--soft)}.facts{display:none}
col.size{width:88px}col.type{width:128px}col.until{width:176px}col.life{width:124px}
col.act{width:84px}.size,.until{text-align:right}td.until{color:var(--soft)}
th.size,th.until{text-align:right}th.until{padding-right:132px}
td.size,td.type{color:var(--soft);white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
td.act{text-align:right;padding-right:16px}
.act a{color:var(--soft)}.act a:hover{color:var(--bad)}
.pill{display:inline-flex;align-items:center;gap:6px;height:24px;padding:0 10px 0 6px;
border-radius:12px;background:var(--thumb);color:var(--soft);font-size:12px;white-space:nowrap}
.pill:not(.good):not(.soon){padding-left:10px}
.pill svg{fill:none;stroke:currentColor;stroke-width:2.6}
.good{background:var(--behind-good);color:var(--good)}
.soon{background:var(--behind-soon);color:var(--soon)}.none{color:var(--soft)}
.pager{display:flex;align-items:center;justify-content:space-between;margin-top:12px;
color:var(--soft);gap:12px}
.button{display:inline-block;padding:5px 14px;border:1px solid var(--control);border-radius:8px;
background:var(--surface);color:var(--text);font:inherit;cursor:pointer;white-space:nowrap}
.button:hover{background:var(--hover);text-decoration:none}.off{opacity:.4;cursor:default}
.bad{color:var(--bad)}.first,.first:hover{border-color:var(--accent);background:var(--accent);
color:var(--on)}
.first.bad,.first.bad:hover{border-color:var(--bad);background:var(--bad);color:var(--surface)}
.buttons{display:flex;flex-wrap:wrap;gap:8px;margin:12px 0 16px}.file{margin-bottom:0}
.question{padding:16px 20px;margin:12px 0 16px;border-color:var(--bad)}
.question .buttons{margin:12px 0 0}
.two{display:grid;grid-template-columns:minmax(0,1fr) 340px;gap:16px;align-items:start}
.preview img,.preview video{display:block;max-width:100%;max-height:70vh;margin:0 auto;
border-radius:12px;background:var(--thumb)}.preview audio{width:100%}
.preview pre{margin:0;padding:14px 16px;max-height:70vh;overflow:auto;font-size:12px;
white-space:pre-wrap;overflow-wrap:anywhere}.preview .none{padding:8px 4px}
dl{margin:0;padding:14px 16px}dt{font-size:12px;line-height:16px;color:var(--soft)}
dd{margin:0 0 10px;overflow-wrap:anywhere}dd:last-child{margin:0}
dd .life{display:flex;flex-wrap:wrap;align-items:center;gap:8px;padding-top:2px}
.nothing{padding:56px 24px;text-align:center;color:var(--soft)}
.nothing h2{color:var(--text);margin-bottom:4px}.nothing i{margin:0 auto 12px}
.closed{max-width:480px;margin:12vh auto;padding:32px}.closed h1{font-size:20px;line-height:28px;
margin:12px 0}.closed p{color:var(--soft)}.closed p.warning{color:var(--soon);margin-bottom:12px}
.closed .button{margin-top:8px}
.closed pre{margin:12px 0 0;padding:10px 14px;border-radius:8px;background:var(--bg);
overflow-x:auto}
@media(max-width:900px){.type{display:none}.two{grid-template-columns:1fr}}
@media(max-width:700px){header,main{padding-left:16px;padding-right:16px}
thead,colgroup{display:none}
table,tbody{display:block}tr{display:flex;flex-wrap:wrap;align-items:center;
padding:8px 12px;border-top:1px solid var(--faint)}tr:first-child{border-top:0}
td,td.act{display:block;height:auto;padding:0;border:0}
td.name{flex:1 0 100%;padding:0 0 4px;min-width:0}td.size,td.type{display:none}
.facts{display:block}td.life{margin-left:52px}td.until{order:2;padding-left:8px;font-size:12px}
td.life:empty{display:none}td.life:empty~.act{margin-left:auto}
.act{margin-left:auto;order:3}td.until:has(+ td.life:empty){margin-left:52px;padding-left:0}
.tabs a{flex:1 1 100%}.closed{margin:24px 16px;padding:24px}}
"""
STYLE = (
    f":root{{color-scheme:light dark;{_LIGHT}}}"
    f"@media(prefers-color-scheme:dark){{:root{{{_DARK}}}}}{_RULES}"
).replace("\n", "")
