// The style and the script of the HTML report. Both stand in the page and are let in by their hashes, and by nothing else: no
// attribute of an element is a style or a handler. The script hides and shows what is there; without it, all is shown.

import { createHash } from 'node:crypto';

export const style = `
:root { color-scheme: light dark; --back: #fff; --text: #1b1f24; --soft: #57606a; --line: #d0d7de; --card: #f6f8fa; --error: #b3261e; --warning: #8a4b00; --info: #0a57b5; --mark: #ffe08a; --added: #116329; --removed: #a40e26; }
@media (prefers-color-scheme: dark) { :root { --back: #0d1117; --text: #e6edf3; --soft: #a0abb8; --line: #3d444d; --card: #161b22; --error: #ff9a8f; --warning: #f0b45c; --info: #8cc0ff; --mark: #4a3a00; --added: #7ee2a0; --removed: #ffaba8; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1rem 1.5rem 4rem; background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
h1, h2 { line-height: 1.2; }
a { color: var(--info); }
code, pre { font: .875rem/1.5 ui-monospace, monospace; }
pre { margin: .5rem 0; padding: .5rem .75rem; overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: .4rem; }
mark { background: var(--mark); color: inherit; }
.soft { color: var(--soft); }
.notice { padding: .5rem .75rem; border: 2px solid var(--error); border-radius: .4rem; }
.counts { display: flex; flex-wrap: wrap; gap: 1rem; padding: 0; list-style: none; }
.counts strong { font-size: 1.6rem; margin-right: .3rem; }
.error { color: var(--error); } .warning { color: var(--warning); } .info { color: var(--info); }
.filters { display: flex; flex-wrap: wrap; gap: .75rem 1.25rem; align-items: end; padding: .75rem; background: var(--card); border: 1px solid var(--line); border-radius: .4rem; position: sticky; top: 0; z-index: 1; }
.filters label { display: grid; gap: .2rem; } .filters input, .filters select { font: inherit; padding: .25rem .4rem; max-width: 16rem; }
.finding { border: 1px solid var(--line); border-radius: .4rem; margin: .5rem 0; content-visibility: auto; contain-intrinsic-size: auto 4rem; }
.finding > summary { padding: .5rem .75rem; cursor: pointer; overflow-wrap: anywhere; } .finding > div { padding: 0 .75rem .75rem; }
.finding[hidden] { display: none; }
.finding .where { display: block; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; } td.number, th.number { text-align: right; white-space: nowrap; }
.tables { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1.5rem; }
.added { color: var(--added); } .removed { color: var(--removed); }
:focus-visible { outline: 3px solid var(--info); outline-offset: 2px; }
@media print { .filters, .keys { display: none; } .finding { content-visibility: visible; break-inside: avoid; } body { max-width: none; } pre { white-space: pre-wrap; } }
`;

export const script = `
'use strict';
const form = document.getElementById('filters');
const findings = Array.from(document.querySelectorAll('.finding'));
let texts;
const shown = document.getElementById('shown');
form.hidden = false;
function apply() {
  const asked = new FormData(form);
  const words = asked.get('search').toLowerCase().split(/\\s+/).filter(Boolean);
  if (words.length > 0 && texts === undefined) texts = findings.map((one) => one.textContent.toLowerCase());
  let count = 0;
  findings.forEach((one, index) => {
    const isMeant = ['severity', 'rule', 'file'].every((name) => asked.get(name) === '' || one.dataset[name] === asked.get(name))
      && (asked.get('owner') === '' || one.dataset.owner.split(' ').includes(asked.get('owner')))
      && words.every((word) => texts[index].includes(word));
    one.hidden = !isMeant;
    if (isMeant) count++;
  });
  shown.textContent = count + ' of ' + findings.length + ' shown';
}
form.addEventListener('input', apply);
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('reset', () => setTimeout(apply));
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea')) return;
  if (event.key === '/') {
    event.preventDefault();
    form.elements.search.focus();
  } else if (event.key === 'j' || event.key === 'k') {
    const visible = findings.filter((one) => !one.hidden);
    const at = visible.indexOf(document.activeElement && document.activeElement.closest('.finding'));
    const next = visible[event.key === 'j' ? Math.min(at + 1, visible.length - 1) : Math.max(at - 1, 0)];
    if (next) next.querySelector('summary').focus();
  }
});
let closed = [];
addEventListener('beforeprint', () => { closed = findings.filter((one) => !one.open && !one.hidden); closed.forEach((one) => { one.open = true; }); });
addEventListener('afterprint', () => closed.forEach((one) => { one.open = false; }));
`;

const hashed = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

export const policy = `default-src 'none'; style-src ${hashed(style)}; script-src ${hashed(script)}; base-uri 'none'; form-action 'none'`;
