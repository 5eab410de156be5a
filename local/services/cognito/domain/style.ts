import { createHash } from 'node:crypto';

/** The whole style of the pages: no font, picture or script is loaded from anywhere. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #f4f1ec; --card: #fffdfa; --ink: #241f1c; --soft: #655c55; --line: #948b83; --edge: #e0d9d0;
  --accent: #9b2c1f; --accent-ink: #ffffff; --accent-strong: #7a2016; --ring: #1d5fbf;
  --error: #a3161a; --error-back: #fdeeee; --note: #1d5a3a; --note-back: #e9f6ee; --stand-in: #f0e3c2; --stand-in-ink: #4a3b12;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #191614; --card: #24201d; --ink: #f3ede6; --soft: #b9aea4; --line: #857a70; --edge: #3a342f;
    --accent: #ef8a72; --accent-ink: #2a0f08; --accent-strong: #f6a893; --ring: #8ab6ff;
    --error: #ffb0ab; --error-back: #3f1c1c; --note: #a6e3bf; --note-back: #17301f; --stand-in: #3d3317; --stand-in-ink: #f2dfa6;
  }
}
* { box-sizing: border-box; }
html { background: var(--page); }
body {
  margin: 0; min-height: 100vh; display: flex; flex-direction: column;
  background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
.stand-in { background: var(--stand-in); color: var(--stand-in-ink); padding: .6rem 1rem; text-align: center; text-wrap: balance; font-size: .9rem; }
main { width: 100%; max-width: 27rem; margin: auto; padding: 1.5rem 1rem 3rem; }
.card { background: var(--card); border: 1px solid var(--edge); border-radius: .9rem; padding: 2rem; box-shadow: 0 .5rem 2rem rgb(0 0 0 / 8%); }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .25rem; letter-spacing: -.01em; }
h2 { font-size: 1.05rem; margin: 0 0 .4rem; }
p { margin: 0 0 1rem; }
.lead { color: var(--soft); margin-bottom: 1.5rem; overflow-wrap: anywhere; }
.card > :last-child { margin-bottom: 0; }
label { display: block; font-weight: 600; margin-bottom: .3rem; }
.field { margin-bottom: 1.15rem; }
.hint { color: var(--soft); font-size: .9rem; margin: 0 0 .5rem; }
.problem { color: var(--error); font-weight: 600; font-size: .9rem; margin: 0 0 .35rem; }
input:not([type=hidden]) {
  width: 100%; font: inherit; color: inherit; background: var(--card); min-height: 2.9rem;
  padding: .55rem .75rem; border: 1px solid var(--line); border-radius: .5rem;
}
input[aria-invalid=true]:not([type=hidden]) { border: 2px solid var(--error); }
button {
  width: 100%; min-height: 3rem; font: inherit; font-weight: 600; cursor: pointer; padding: .6rem 1rem;
  color: var(--accent-ink); background: var(--accent); border: 1px solid transparent; border-radius: .5rem;
}
button:hover { background: var(--accent-strong); }
button.quiet { color: var(--accent); background: transparent; border-color: var(--line); margin-top: .75rem; }
button.quiet:hover { background: var(--page); }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible, .summary:focus { outline: 3px solid var(--ring); outline-offset: 2px; }
.summary { background: var(--error-back); color: var(--error); border: 2px solid currentcolor; border-radius: .5rem; padding: .8rem 1rem; margin-bottom: 1.4rem; }
.summary ul { margin: 0; padding: 0; list-style: none; }
.summary a { color: inherit; font-weight: 600; }
.note { background: var(--note-back); color: var(--note); border-radius: .5rem; padding: .7rem 1rem; margin-bottom: 1.4rem; }
.other { margin: 1.4rem 0 0; padding-top: 1.2rem; border-top: 1px solid var(--edge); text-align: center; }
.aside { margin: -.4rem 0 1.2rem; font-size: .95rem; }
.client { border-top: 1px solid var(--edge); padding-top: 1rem; margin-top: 1rem; }
code { overflow-wrap: anywhere; font-size: .9em; }
@media (max-width: 30rem) { main { padding: 1rem .75rem 2rem; margin-top: 0; } .card { padding: 1.5rem 1.15rem; } }
`;

/** For the Content-Security-Policy: the only style that the pages may have. */
export const styleSource = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
