const logo = (text: string, width: number): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="12"><text y="10" font-family="sans-serif" font-size="11" fill="#0044d4">${text}</text></svg>`)}`;

/** The pictures that a page of Redocly loads to say who made it, and what says the same without being loaded. */
const logos: Readonly<Record<string, string>> = {
  'https://cdn.redoc.ly/redoc/logo-mini-full.svg': logo('Redocly', 46),
  'https://cdn.redoc.ly/redoc/logo-mini.svg': logo('R', 10),
};

/** Puts the name of the maker of a page where the page would load a picture of it. */
export function withOwnLogo(html: string): string {
  return Object.entries(logos).reduce((page, [url, own]) => page.replaceAll(url, () => own), html);
}
