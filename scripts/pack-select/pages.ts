import { posix } from 'node:path';

/** A link of Markdown to a file: its text, and the path with what is behind `#`. */
const fileLink = /\[((?:[^\][]|\[[^\]]*\])*)\]\((?![a-z][a-z\d+.-]*:|#)([^()\s]+)\)/gi;

/**
 * A page as it reads where it stands alone, in a package: links to files that are not there lead to the repository, or where
 * none is named, are no links any more and keep their text.
 *
 * @param page Markdown
 * @param packed the files beside the page in the package
 * @param repository where a file of the page's folder is read on the web, such as `https://example.org/blob/main/layers/select`
 */
export function standAlone(page: string, packed: readonly string[], repository: string | undefined): string {
  return page.replaceAll(fileLink, (link, text: string, target: string) => {
    const [path = ''] = target.split('#', 1);
    if (packed.includes(posix.normalize(path))) return link;
    return repository === undefined ? text : `[${text}](${new URL(target, `${repository}/`).href})`;
  });
}
