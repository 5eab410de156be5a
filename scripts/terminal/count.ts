/** A number for people: `100,000`. */
export function count(value: number): string {
  return value.toLocaleString('en');
}

/** A number with what it counts: `1 call`, `1,000 calls`. */
export function counted(value: number, one: string, many: string): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
