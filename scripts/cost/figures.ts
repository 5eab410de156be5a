/** Dollars for people: cents where they matter, none where they do not. */
export function dollars(value: number): string {
  if (value === 0) return '$0.00';
  if (Math.abs(value) < 0.005) return '<$0.01';
  const digits = Math.abs(value) >= 1000 ? 0 : 2;
  return `$${value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

/** A difference in dollars, with its sign. */
export function difference(value: number): string {
  if (Math.abs(value) < 0.005) return 'no difference';
  return `${value > 0 ? '+' : '−'}${dollars(Math.abs(value))}`;
}

/** An amount for people: three digits that count. */
export function amount(value: number): string {
  if (value === Infinity) return 'never';
  if (value >= 1000) return Math.round(value).toLocaleString('en');
  return Number(value.toPrecision(3)).toLocaleString('en', { maximumFractionDigits: 6 });
}

export function percent(share: number): string {
  if (share > 0 && share < 0.005) return '<1 %';
  return `${Math.round(share * 100)} %`;
}
