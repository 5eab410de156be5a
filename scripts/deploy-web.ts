/**
 * `npm run deploy:web -- --stack STACK`: builds the page and brings it to the stage's bucket, from where CloudFront serves it. Safe to run
 * again: it uploads what is not there yet.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AwsCallError } from './aws/aws-call-errors.ts';
import { withStage } from './aws/deployed-stack.ts';
import { stageAddress, stageOptions, stageUsage } from './aws/stage-address.ts';
import { buildSite, watchSite } from './deploy-web/build-site.ts';
import { LatestOnly } from './deploy-web/latest-only.ts';
import { publishSite, type Published } from './deploy-web/publish-site.ts';
import { siteBucket } from './deploy-web/site-bucket.ts';
import { SiteError } from './deploy-web/site-errors.ts';
import { readSite, siteFile, type SiteFile } from './deploy-web/site-file.ts';
import { sitePlace } from './deploy-web/site-place.ts';
import { commandLine, helpOption, WrongArgumentsError } from './terminal/command-line.ts';
import { counted } from './terminal/count.ts';
import { ProgressLine } from './terminal/progress-line.ts';

const usage = `npm run deploy:web -- [--watch | --folder DIR] [--stack N | --stage S] [--region R] [--endpoint U]

Builds the page (web/, into dist/web) with the stage's configuration and uploads what the stage does not have yet.

  --watch       goes on, and uploads the page again whenever a file of web/ changes
  --folder DIR  uploads the page that was built into DIR before
${stageUsage}

Ends with 0 when the page is there, with 1 when it could not be built or uploaded: then people still see the one before.`;

const options = {
  ...stageOptions,
  ...helpOption,
  watch: { type: 'boolean', default: false },
  folder: { type: 'string' },
} as const;

const configFile = join(import.meta.dirname, '../web/vite.config.ts');

/**
 * Milliseconds that files of earlier builds stay, for pages that are still open and load parts of themselves when they are needed: a month,
 * and as long as it takes to reload the page where each change makes new ones.
 */
const keep = { once: 30 * 24 * 60 * 60 * 1000, watching: 5 * 60 * 1000 };

type Arguments = ReturnType<typeof readArguments>;

await commandLine(async () => {
  const values = readArguments();
  if (values.help) console.log(usage);
  else if (values.watch && values.folder !== undefined) {
    throw new WrongArgumentsError('Say either --watch or --folder.', usage);
  } else await deploy(await withStage(values));
}, isForPeople);

function readArguments() {
  return parseArgs({ options }).values;
}

function isForPeople(error: unknown): error is Error {
  return error instanceof AwsCallError || error instanceof SiteError;
}

/** Asks where the page belongs before anything is built: that takes a moment, and building takes longer. */
async function deploy(values: Arguments): Promise<void> {
  const place = await sitePlace(stageAddress(process.env, values, 'SSM'));
  const bucket = siteBucket(stageAddress(process.env, values, 'S3'), place.bucket);
  const publish = async (files: readonly SiteFile[]): Promise<void> => {
    const progress = new ProgressLine(process.stderr);
    try {
      const published = await publishSite([...files, siteFile('config.json', Buffer.from(place.config))], {
        bucket,
        keep: values.watch ? keep.watching : keep.once,
        now: Date.now,
        progress: (uploaded, all) => progress.show(`${progress.portion(uploaded / all)}  ${uploaded} of ${all} files`),
      });
      progress.clear();
      report(published, place.url);
    } finally {
      progress.clear();
    }
  };
  if (values.watch) await followChanges(publish);
  else await publish(values.folder === undefined ? await buildSite(configFile) : readSite(values.folder));
}

/** Publishes the page after each change, until the process is told to end. */
async function followChanges(publish: (files: readonly SiteFile[]) => Promise<void>): Promise<void> {
  const stopped = new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  const folder = mkdtempSync(join(tmpdir(), 'dragons-web-'));
  const sites = new LatestOnly<readonly SiteFile[]>((files) => publish(files).catch(tellFailure));
  try {
    const close = await watchSite(configFile, folder, { built: (files) => sites.push(files), failed: tellFailure });
    await stopped;
    await close();
    await sites.end();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The next change may do better. */
function tellFailure(error: unknown): void {
  if (!isForPeople(error)) throw error;
  console.error(`${error.message}\nThe page stays as it was; the next change is tried again.`);
}

function report({ uploaded, unchanged, deleted }: Published, url: string): void {
  const bytes = uploaded.reduce((sum, { body }) => sum + body.length, 0);
  const files = `${counted(uploaded.length, 'file', 'files')} (${counted(Math.ceil(bytes / 1024), 'KiB', 'KiB')})`;
  const what = uploaded.length === 0 ? 'Nothing has changed' : `Uploaded ${files}, ${unchanged} were there already`;
  console.log(`${what}. The page is at ${url}`);
  if (deleted > 0) console.log(`Deleted ${counted(deleted, 'file', 'files')} of earlier builds.`);
}
