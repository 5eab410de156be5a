/** The page cannot be published: the message says what is wrong and what to do. */
export class SiteError extends Error {
  override readonly name: string = 'SiteError';
}

/** The stage has no place for a page. */
export class SiteMissingError extends SiteError {
  override readonly name = 'SiteMissingError';
}

/** The page cannot be built; the message names the files and lines. */
export class SiteBuildError extends SiteError {
  override readonly name = 'SiteBuildError';
}

/** A folder holds no page, or a file that nobody knows how to serve. */
export class SiteFolderError extends SiteError {
  override readonly name = 'SiteFolderError';
}
