/** A command in a Markdown page and what it prints: a block of `console` that begins with `$ npm run -s cost -- …`. */
const block = /(```console\n\$ npm run -s cost --([^\n]*)\n)([\s\S]*?)(```)/g;

/** The commands of a page, with what the page says that they print. */
export function commandsOfPage(page: string): { readonly args: readonly string[]; readonly output: string }[] {
  return [...page.matchAll(block)].map(([, , args = '', output = '']) => ({ args: split(args), output }));
}

/** The page with what its commands print now. @param run prints what a command prints, without a line feed at the end */
export function updatedPage(page: string, run: (args: readonly string[]) => string): string {
  return page.replaceAll(
    block,
    (_, head: string, args: string, _output: string, tail: string) => `${head}${run(split(args))}\n${tail}`,
  );
}

function split(args: string): string[] {
  return args.trim() === '' ? [] : args.trim().split(/\s+/);
}
