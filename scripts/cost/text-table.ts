/** A column of a table: numbers stand to the right. */
export interface Column {
  readonly title: string;
  readonly align?: 'right';
}

/** A table for a terminal, in plain text: columns two blanks apart, no blanks at the end of a line. */
export function textTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const widths = columns.map(({ title }, index) =>
    Math.max(title.length, ...rows.map((row) => (row[index] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align }, index) => {
        const cell = cells[index] ?? '';
        const width = widths[index] ?? 0;
        return align === 'right' ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [line(columns.map(({ title }) => title)), ...rows.map(line)];
}

/** A text behind a head, in lines of at most so many characters; the following ones stand below its beginning. */
export function wrapped(head: string, text: string, width: number): string[] {
  const indent = ' '.repeat(head.length);
  const lines: string[] = [];
  let line = head;
  for (const word of text.split(' ')) {
    const longer = line.length === head.length ? `${line}${word}` : `${line} ${word}`;
    if (longer.length > width && line.length > head.length) {
      lines.push(line);
      line = indent + word;
    } else line = longer;
  }
  return [...lines, line];
}
