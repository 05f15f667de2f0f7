/** The look of a report: the page's colours, light or dark as the reader's system is, and plain on paper. */
export const REPORT_STYLE = `
:root{color-scheme:light dark;--page:#f4f5f7;--surface:#fff;--sunken:#edeff2;--hair:#dfe3e8;--ink:#12161c;--ink-2:#434b57;--ink-3:#5d6672;--grid:#e8ebef;--axis:#868e9a;--gbdt:#0072b2;--grow:#d55e00;--ngb:#009e73;--other:#cc79a7;--gbdt-t:#00649d;--grow-t:#ad4a00;--ngb-t:#00755a;--other-t:#9a4577}
@media (prefers-color-scheme:dark){:root{--page:#0c0f13;--surface:#14181e;--sunken:#1c2129;--hair:#29303a;--ink:#eceff3;--ink-2:#b7bfca;--ink-3:#98a1ae;--grid:#20262e;--axis:#66717f;--gbdt:#3a9ad9;--grow:#e9732a;--ngb:#1fb58a;--other:#d68fb6;--gbdt-t:#69b7ea;--grow-t:#f6935a;--ngb-t:#45cba3;--other-t:#e2a9c8}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:14px/1.5 -apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",system-ui,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere;-webkit-text-size-adjust:100%}
main{max-width:1080px;margin:0 auto;padding:32px 20px 48px;display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:12px}
header,section{grid-column:1/-1;min-width:0}
section.half{grid-column:auto}
h1{margin:0;font-size:26px;line-height:1.2;letter-spacing:-.015em}
h2{margin:0 0 8px;font-size:15px;line-height:1.3}
h3{margin:16px 0 6px;font-size:13px}
p{margin:0 0 8px;max-width:78ch}
p:last-child,ul:last-child{margin-bottom:0}
section{background:var(--surface);border:1px solid var(--hair);border-radius:8px;padding:16px 18px}
header{padding:0 2px 8px}
.dim{color:var(--ink-3)}
.foot{font-size:12px;max-width:96ch;color:var(--ink-3)}
header .dim{margin:6px 0 0}
ul{margin:0 0 8px;padding:0;list-style:none;display:grid;gap:6px;max-width:84ch}
dl{margin:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(168px,1fr));gap:12px 20px}
dt{font-size:12px;color:var(--ink-3)}
dd{margin:0;font-weight:600}
.scroll{overflow-x:auto;margin:0 -18px;padding:0 18px}
table{border-collapse:collapse;width:100%;font-size:13px}
caption{text-align:left;color:var(--ink-2);padding:0 0 8px;overflow-wrap:normal}
th,td{padding:6px 14px 6px 0;text-align:right;border-bottom:1px solid var(--hair);white-space:nowrap;font-weight:400}
thead th{color:var(--ink-3);font-size:12px;vertical-align:bottom;white-space:normal;min-width:64px;overflow-wrap:normal}
th:first-child{text-align:left}
tbody th{font-weight:600}
td.words,th.words{text-align:left}
td.note{white-space:normal;min-width:140px}
tr:last-child>*{border-bottom:0}
tr>*:last-child{padding-right:0}
.scroll+.foot{margin-top:10px}
.row+.foot{margin-top:10px}
th svg{vertical-align:-1px;margin-right:7px}
.badge{display:inline-block;padding:1px 8px;border-radius:99px;font-size:12px;background:var(--sunken);color:var(--ink-2)}
.badge.decided{background:var(--ink);color:var(--surface)}
.badge.open{background:none;box-shadow:inset 0 0 0 1px var(--axis)}
.row{display:flex;flex-wrap:wrap;gap:16px 40px}
table.confusion{width:auto}
table.confusion td{min-width:52px}
table.confusion td.right{font-weight:700;background:var(--sunken)}
table.hashes{width:auto}
table.hashes td,table.hashes thead th{text-align:left}
table.hashes th{padding-right:28px}
code,pre{font:12px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
pre{margin:0 0 8px;padding:10px 12px;background:var(--sunken);border-radius:4px;white-space:pre-wrap;max-height:9.5em;overflow:auto}
a{color:inherit;text-underline-offset:2px}
details{margin-top:12px}
summary{cursor:pointer;color:var(--ink-2)}
figure{margin:0}
svg[role="img"]{display:block;width:100%;height:auto}
svg.tight{display:none}
svg text{font:11px -apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",system-ui,sans-serif;fill:var(--ink-3)}
svg text.name{font-size:12px;font-weight:600;fill:var(--hue-t)}
.grid{stroke:var(--grid)}
.axis{stroke:var(--axis)}
.line{fill:none;stroke:var(--hue);stroke-width:2;stroke-linejoin:round}
.line.second{stroke-dasharray:7 3}
.band{fill:var(--hue);opacity:.15}
.lead{fill:none;stroke:var(--hue)}
.dot{fill:var(--hue);opacity:.5}
.same{fill:var(--sunken)}
.mark{fill:var(--hue);stroke:var(--surface);stroke-width:1.5}
.mark.hollow{fill:var(--surface);stroke:var(--hue)}
.gbdt{--hue:var(--gbdt);--hue-t:var(--gbdt-t)}
.grow{--hue:var(--grow);--hue-t:var(--grow-t)}
.ngb{--hue:var(--ngb);--hue-t:var(--ngb-t)}
.other{--hue:var(--other);--hue-t:var(--other-t)}
@media (max-width:760px){main{grid-template-columns:minmax(0,1fr);padding:20px 12px 32px}section{padding:14px}.scroll{margin:0 -14px;padding:0 14px}}
@media (max-width:560px){svg.wide{display:none}svg.tight{display:block}h1{font-size:22px}}
@media (forced-colors:active){.badge{border:1px solid}}
@media print{:root{color-scheme:light;--page:#fff;--surface:#fff;--sunken:#edeff2;--hair:#cfd4da;--ink:#000;--ink-2:#333;--ink-3:#444;--grid:#e8ebef;--axis:#777;--gbdt:#0072b2;--grow:#d55e00;--ngb:#009e73;--other:#cc79a7;--gbdt-t:#00649d;--grow-t:#ad4a00;--ngb-t:#00755a;--other-t:#9a4577}main{padding:0;max-width:none;gap:8px}section{border:0;padding:8px 0;break-inside:avoid}section.half{grid-column:1/-1}pre{max-height:none;overflow:visible}.scroll{overflow:visible}th,td{white-space:normal}body{font-size:11px;print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
