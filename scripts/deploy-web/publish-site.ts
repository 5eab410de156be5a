import { etagOf, entryPage, siteFile, type SiteFile } from './site-file.ts';
import type { SiteBucket } from './site-bucket.ts';
import { aged, readSuperseded, supersededText } from './superseded.ts';

/** What publishing needs beside the files. */
export interface PublishSettings {
  readonly bucket: SiteBucket;
  /** Milliseconds that a file of an earlier build stays after it was replaced, for pages that are still open. */
  readonly keep: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Takes how many files of how many are uploaded. */
  readonly progress: (uploaded: number, all: number) => void;
}

/** What publishing did. */
export interface Published {
  readonly uploaded: readonly SiteFile[];
  /** How many files were in the bucket already. */
  readonly unchanged: number;
  /** How many files of earlier builds were deleted. */
  readonly deleted: number;
}

/** Says when files were replaced. The page has no path that leads there: below the root, only assets are served. */
export const recordKey = 'deploy/superseded.json';

/** How many uploads are under way at once. */
const atOnce = 8;

/**
 * Brings a page into its bucket: what is there already stays untouched, and the entry page comes when all that it names is there, so that
 * nobody sees half of a page. Breaking off does no harm, and the same call again does what is left.
 * @throws AwsCallError
 */
export async function publishSite(files: readonly SiteFile[], settings: PublishSettings): Promise<Published> {
  const { bucket } = settings;
  const there = await bucket.list();
  const changed = files.filter((file) => there.get(file.key) !== etagOf(file));
  let uploaded = 0;
  for (const step of inOrder(changed)) {
    await eachOf(step, async (file) => {
      await bucket.put(file);
      uploaded += 1;
      settings.progress(uploaded, changed.length);
    });
  }
  const deleted = await forget(new Set(files.map(({ key }) => key)), there, settings);
  return { uploaded: changed, unchanged: files.length - changed.length, deleted };
}

/** Assets, then what the page asks for by other names, then the page that names them. */
function inOrder(files: readonly SiteFile[]): SiteFile[][] {
  const stepOf = ({ key }: SiteFile): number => (key === entryPage ? 2 : key.startsWith('assets/') ? 0 : 1);
  return [0, 1, 2].map((step) => files.filter((file) => stepOf(file) === step));
}

/** Deletes what was replaced long ago, and writes down what was replaced now. @returns how many files it deleted */
async function forget(
  current: ReadonlySet<string>,
  there: ReadonlyMap<string, string>,
  { bucket, keep, now }: PublishSettings,
): Promise<number> {
  const record = there.has(recordKey) ? await bucket.read(recordKey) : undefined;
  const earlier = [...there.keys()].filter((key) => key !== recordKey);
  const { kept, expired } = aged(readSuperseded(record), earlier, current, { now: now(), keep });
  if (expired.length > 0) await bucket.delete(expired);
  const text = supersededText(kept);
  if (text !== record && (record !== undefined || kept.size > 0)) {
    await bucket.put(siteFile(recordKey, Buffer.from(text)));
  }
  return expired.length;
}

/** Does something with each value, a few at a time. */
async function eachOf<T>(values: readonly T[], task: (value: T) => Promise<void>): Promise<void> {
  const rest = values.values();
  const work = async (): Promise<void> => {
    for (const value of rest) await task(value);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
