/**
 * `npm run contract:release`: makes the contract as it is the one that `npm run contract:check` compares with. To be run, and committed, with
 * what goes to production.
 */
import { contractCommand } from './contract/command.ts';
import { verdictOf } from './contract/verdict.ts';
import { VersionError, versionOf, versionText } from './contract/version.ts';
import { writeReleased } from './contract/write-released.ts';

const usage = `npm run contract:release [-- --contract FILE --released FILE]

Writes what clients rely on in openapi.yaml to contract/released.json. Refuses while info.version does not say what changed: a new first
number for what breaks clients, a new second number for everything else that they can notice.`;

await contractCommand(usage, async ({ document, releasedFile, released: before }) => {
  if (before !== undefined) {
    const { isReleasable, released, version, needed } = verdictOf(before, document);
    const [was, is, next] = [released, version, needed].map(versionText);
    if (!isReleasable) {
      throw new VersionError(
        `info.version is ${is}, and the contract is not the one that was released as ${was}: raise it to ${next}. ("npm run contract:check" says what changed.)`,
      );
    }
  }
  await writeReleased(releasedFile, document);
  console.log(`Version ${versionText(versionOf(document))} is the released contract now. Commit ${releasedFile}.`);
});
