/** Why the samples of some functions cannot end well on a local stack: what they talk to is only there while AWS deploys. */
const limits: ReadonlyMap<string, string> = new Map([
  [
    'LoadFirstData',
    `The sample of LoadFirstData does its work here, and then fails: it answers to the sample's ResponseURL, which would be CloudFormation's, and
CloudFormation waits for an answer only while it creates the resource. The local stack waits for one of its own whenever it starts.`,
  ],
  [
    'VerifyVersion',
    `The sample of VerifyVersion fails here: it asks CodeDeploy which version to try, and tells it what came of that, and the local stack has no CodeDeploy.
What it asks each function is tried by tests/integration/verify-version.test.ts.`,
  ],
]);

/** Why the sample event of a function fails on a local stack; undefined where it should not. */
export function sampleLimit(logicalId: string): string | undefined {
  return limits.get(logicalId);
}
