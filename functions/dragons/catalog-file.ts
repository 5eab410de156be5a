/** The catalogue as one object, at one moment. */
export interface CatalogContent {
  readonly bytes: Buffer;
  /** Names this content for {@link CatalogFile.write}. */
  readonly tag: string;
}

/** Where the catalogue's bytes lie. */
export interface CatalogFile {
  /** Undefined when there is none. @throws CatalogUnavailableError */
  read(): Promise<CatalogContent | undefined>;
  /**
   * Writes the catalogue if it is still as it was read.
   * @param expected the tag of what was read; undefined when there was nothing
   * @throws CatalogUnavailableError
   */
  write(bytes: Buffer, expected: string | undefined): Promise<'written' | 'changed'>;
}
