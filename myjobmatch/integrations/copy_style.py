"""The styles of a copy's start page: the product's tokens (`assets/styles/tokens.css`), light, dark and on paper."""

STYLE = """
:root { color-scheme: light dark;
  --paper: #fbf6ee; --surface: #ffffff; --ink: #1d1a48; --ink-soft: #524e7d; --line: #ddd2c0;
  --act: #ff7f63; --act-text: #b3341c; --yes: #63d8a9; --sunken: #f1e9dc; --focus: #3f37c9; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #131128; --surface: #1e1b3b; --ink: #f5f0e6; --ink-soft: #bdb8da; --line: #37325f;
  --act: #ff8d73; --act-text: #ffa48f; --yes: #6ce0b3; --sunken: #0d0b1e; --focus: #b3acff; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 "Atkinson Hyperlegible Next",
  "Atkinson Hyperlegible", "Noto Sans", "Noto Sans Arabic", system-ui, sans-serif; overflow-wrap: anywhere; }
header, nav, main { max-width: 54rem; margin-inline: auto; padding-inline: 1rem; }
header { padding-block: 2rem 0.5rem; }
.sign { width: 48px; height: 48px; display: block; }
.sign .one { fill: var(--act); } .sign .two { fill: var(--yes); }
h1 { font-size: 2.125rem; line-height: 1.15; margin: 1rem 0 0.75rem; }
h2 { font-size: 1.625rem; line-height: 1.2; margin: 0 0 0.5rem; }
h3 { font-size: 1.25rem; line-height: 1.3; margin: 0; display: inline; }
p { max-width: 65ch; margin: 0 0 0.75rem; }
.made, .when, .count, dt, .rest, .empty { color: var(--ink-soft); }
.made, .when, .count, dt, .rest { font-size: 0.875rem; }
.count { font-weight: 400; white-space: nowrap; }
a { color: var(--act-text); text-underline-offset: 0.2em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
nav, section { background: var(--surface); border: 1px solid var(--line); border-radius: 16px; }
nav { padding-block: 1rem; width: calc(100% - 2rem); }
nav h2 { font-size: 1.25rem; }
nav ol { margin: 0; padding: 0; list-style: none; columns: 18rem 2; column-gap: 2rem; }
nav li { break-inside: avoid; display: flex; gap: 1rem; align-items: baseline; justify-content: space-between; }
nav a { display: inline-block; min-height: 44px; padding-block: 10px; }
section { padding: 1.25rem 1rem; margin-block: 1rem; scroll-margin-top: 1rem; }
details { border-top: 1px solid var(--line); padding-block: 0.5rem; }
summary { cursor: pointer; min-height: 44px; padding-block: 0.5rem; }
section ul { list-style: none; margin: 0; padding: 0; }
section ul.said { list-style: disc; padding-inline-start: 1.25rem; margin-block-end: 1rem; }
section ul.said li { white-space: pre-line; }
li strong { display: block; font-weight: 700; }
details li { background: var(--sunken); border-radius: 12px; padding: 0.75rem 1rem; margin-block: 0.5rem; }
.when { display: block; }
.words { white-space: pre-line; margin: 0.25rem 0; }
dl { margin: 0.25rem 0 0; display: grid; gap: 0.25rem 1.5rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); }
dd { margin: 0; white-space: pre-line; }
.empty { margin: 0; }
@media (min-width: 48rem) { section { padding: 1.75rem 2rem; } nav { padding: 1.25rem 2rem; } }
@media print {
  :root { --paper: #ffffff; --surface: #ffffff; --sunken: #ffffff; --ink: #000000; --ink-soft: #333333; --line: #999999;
    --act-text: #000000; }
  body { font-size: 10pt; } nav, section { border: 0; padding: 0; width: auto; } details li { border: 1px solid var(--line);
    break-inside: avoid; padding: 4pt 6pt; } summary { list-style: none; min-height: 0; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
"""
