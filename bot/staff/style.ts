/** The look of the pages: light or dark as the system has it, for a phone as for a desk. */
export const style = `
:root { --ink: #16202c; --quiet: #52606f; --paper: #fff; --soft: #f3f6fa; --line: #c9d2dd; --link: #0b4f9e; --act: #0b4f9e; --on-act: #fff;
  --focus: #b45309; --bad: #b3161b; --good: #11623a; --warm: #7a4100; --student: #eef3f9; --office: #e3f1e8; --bar: #1f5fa8; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8edf3; --quiet: #a8b4c2; --paper: #131922; --soft: #1b2430; --line: #3b4756; --link: #8ec1ff; --act: #8ec1ff; --on-act: #0c1420;
  --focus: #ffc46b; --bad: #ff9d97; --good: #86dba8; --warm: #ffc46b; --student: #1f2a38; --office: #17362a; --bar: #6aa9f0; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif; }
.wide, main { max-width: 60rem; margin: 0 auto; padding-left: 1rem; padding-right: 1rem; }
main { padding-top: 1.5rem; padding-bottom: 4rem; }
main:focus { outline: none; }
.narrow { max-width: 30rem; margin: 0 auto; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2rem 0 .5rem; }
h3 { font-size: 1.05rem; margin: 1.75rem 0 .25rem; overflow-wrap: anywhere; }
p, ul { margin: .5rem 0; overflow-wrap: anywhere; }
p { max-width: 44rem; }
a { color: var(--link); text-underline-offset: .15em; }
a:hover { text-decoration-thickness: .15em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: .2rem; }
.skip { position: absolute; left: 1rem; top: -4rem; background: var(--paper); padding: .5rem 1rem; z-index: 1; }
.skip:focus { top: .5rem; }
.top { background: var(--soft); border-bottom: 1px solid var(--line); }
.top > div { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: .25rem 1rem; padding-top: .75rem; padding-bottom: .5rem; }
.product { font-weight: 700; margin: 0; } .product span { font-weight: 400; color: var(--quiet); margin-left: .35rem; }
.who { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .75rem; overflow-wrap: anywhere; }
nav ul { display: flex; flex-wrap: wrap; gap: 0 1.5rem; list-style: none; padding: 0; margin: 0; }
nav a { display: block; padding: .5rem 0; text-decoration: none; border-bottom: 3px solid transparent; }
nav a:hover { border-bottom-color: var(--line); }
nav a[aria-current] { border-bottom-color: var(--act); color: var(--ink); font-weight: 600; }
.hint, .also { color: var(--quiet); font-size: .95rem; } .also { margin: .2rem 0; padding-left: 1.2rem; }
.code { font-family: ui-monospace, 'Cascadia Code', Menlo, Consolas, monospace; letter-spacing: .02em; }
.number { color: var(--quiet); font-weight: 400; font-variant-numeric: tabular-nums; }
.aside { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.cards { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)); gap: 1rem; }
.card { background: var(--soft); border: 1px solid var(--line); border-radius: .5rem; padding: 1.1rem 1.25rem; }
.card a { text-decoration: none; display: block; } .card strong { display: block; font-size: 1.35rem; line-height: 1.3; }
.card a:hover strong { text-decoration: underline; } .card span { color: var(--ink); } .card p { margin: .35rem 0 0; }
.list { list-style: none; padding: 0; margin: .5rem 0 1rem; border-top: 1px solid var(--line); }
.list > li { padding: .75rem 0; border-bottom: 1px solid var(--line); } .list .hint { margin: .15rem 0 0; }
.list > li > a { font-weight: 600; }
.tag { display: inline-block; font-size: .9rem; font-weight: 600; line-height: 1.4; padding: .1rem .6rem; border-radius: 1rem; border: 1px solid currentcolor; vertical-align: middle; }
.tag.open { color: var(--warm); } .tag.taken { color: var(--good); } .tag.closed { color: var(--quiet); }
.question { margin: 0 0 1rem; padding: .75rem 1rem; border-left: 4px solid var(--act); background: var(--soft); font-size: 1.15rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.facts { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: 1rem 0; } .facts dt { color: var(--quiet); font-size: .9rem; } .facts dd { margin: 0; overflow-wrap: anywhere; }
details { margin: .5rem 0; } summary { cursor: pointer; color: var(--link); width: fit-content; } .lines { padding-left: 1.2rem; }
.text { white-space: pre-wrap; margin: .1rem 0; }
.talk { list-style: none; padding: 0; margin: .75rem 0; display: flex; flex-direction: column; gap: .6rem; }
.said { border-radius: .6rem; padding: .5rem .9rem; max-width: min(36rem, 92%); }
.said.student { background: var(--student); align-self: flex-start; } .said.office { background: var(--office); align-self: flex-end; }
.said.note { color: var(--quiet); align-self: center; text-align: center; padding: 0; }
.by { margin: 0; font-size: .9rem; font-weight: 600; } .by time, .note time { font-weight: 400; color: var(--quiet); margin-left: .35rem; }
.delivery { font-size: .85rem; margin: .2rem 0 0; color: var(--quiet); } .delivery .dead { color: var(--bad); font-weight: 600; } .delivery .waiting { color: var(--warm); }
form.answer, form.end { margin-top: 1.25rem; }
.field { margin: 1rem 0; } .field label, legend { font-weight: 600; display: block; padding: 0; } .field .hint, .field .error { margin: .1rem 0 .25rem; }
.field.wrong { border-left: 4px solid var(--bad); padding-left: .9rem; } .error { color: var(--bad); font-weight: 600; }
input, textarea, select { font: inherit; color: inherit; background: var(--paper); border: 2px solid var(--quiet); border-radius: .3rem; padding: .45rem .6rem; width: 100%; max-width: 44rem; min-height: 2.75rem; }
.narrow input { max-width: none; } input[type='date'] { width: auto; }
input[aria-invalid], select[aria-invalid], textarea[aria-invalid] { border-color: var(--bad); }
fieldset { border: 0; padding: 0; margin: 0 0 .5rem; min-width: 0; } legend { font-size: 1.15rem; margin-bottom: .5rem; }
.choice { display: flex; gap: .75rem; align-items: flex-start; padding: .35rem 0; } .choice label { overflow-wrap: anywhere; min-width: 0; }
.choice input { width: 1.4rem; min-height: 0; height: 1.4rem; flex: none; margin: .1rem 0 0; accent-color: var(--act); }
.button, .quiet { font: inherit; cursor: pointer; border-radius: .3rem; min-height: 2.75rem; }
.button { display: inline-block; background: var(--act); color: var(--on-act); border: 2px solid var(--act); padding: .5rem 1.25rem; font-weight: 600; text-decoration: none; }
.button.second { background: transparent; color: var(--act); } .button:hover { filter: brightness(1.12); }
.quiet { background: none; border: 0; color: var(--link); text-decoration: underline; text-underline-offset: .15em; padding: .25rem 0; }
.top .quiet { min-height: 1.75rem; padding: 0; }
.summary { border: 3px solid var(--bad); border-radius: .3rem; padding: .75rem 1.25rem; margin-bottom: 1.5rem; } .summary h2 { margin: 0 0 .25rem; } .summary ul { padding-left: 1.2rem; } .summary a { color: var(--bad); font-weight: 600; }
.box { border: 1px solid var(--line); border-left: 4px solid var(--act); background: var(--soft); padding: .5rem 1rem; margin-bottom: 1.25rem; border-radius: .2rem; }
.box.done { border-left-color: var(--good); } .box.caution { border-left-color: var(--warm); } .box h2 { margin: .25rem 0; }
.part { border-top: 1px solid var(--line); margin-top: 1.5rem; } .part h2 { margin-top: 1rem; }
.back { margin: 0 0 .75rem; }
.period { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: flex-end; } .period .button { margin-bottom: 1rem; }
code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .92em; overflow-wrap: anywhere; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: .4rem; padding: .75rem; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .9rem; }
figure { margin: 1rem 0; } .report svg { width: 100%; height: auto; display: block; font-size: 11px; }
.report svg text { fill: var(--quiet); } .report svg text.number { fill: var(--ink); } .report svg .bar { fill: var(--bar); } .report svg .grid { stroke: var(--line); } .report svg.share { height: .6rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-variant-numeric: tabular-nums; } caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { text-align: left; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; font-weight: 400; overflow-wrap: anywhere; }
thead th { color: var(--quiet); font-size: .9rem; } td.number, th.number { text-align: right; white-space: nowrap; color: inherit; } .picture { width: 30%; vertical-align: middle; padding-right: 0; }
@media (forced-colors: active) { .button, .tag, .said, .card { border: 1px solid; } nav a[aria-current] { border-bottom-color: Highlight; } .report svg .bar { fill: CanvasText; } }
@media print { .top, form, .more { display: none; } }
`;
