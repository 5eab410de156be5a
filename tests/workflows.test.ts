import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { workflowFaults } from '../scripts/lint-workflows/workflow-faults.ts';
import { root } from './testing/contract.ts';
import { deploySettings } from './testing/sam-config.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Record<string, unknown>;
  readonly env?: Record<string, string>;
}

interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Record<string, unknown>;
  readonly steps?: readonly Step[];
  readonly environment?: string;
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly permissions?: Record<string, string>;
  readonly 'timeout-minutes'?: number;
}

interface Workflow {
  readonly permissions?: unknown;
  readonly on: Record<string, any>;
  readonly jobs: Record<string, Job>;
}

const folder = join(root, '.github/workflows');
const workflows = readdirSync(folder).map((file) => {
  const source = readFileSync(join(folder, file), 'utf8');
  return { file, source, workflow: parse(source) as Workflow };
});
const jobs = workflows.flatMap(({ file, workflow }) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ title: `${file}, ${name}`, name, ...job })),
);
const steps = jobs.flatMap(({ title, steps = [] }) => steps.map((step) => ({ title, ...step })));
const runs = steps.flatMap(({ title, run }) => (run === undefined ? [] : [{ title, run }]));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

const workflow = (file: string): Workflow => {
  const found = workflows.find((candidate) => candidate.file === file);
  if (found === undefined) throw new Error(`There is no workflow ${file}.`);
  return found.workflow;
};

/** The commit of each release in use. Somebody who can move a tag cannot move a commit. */
const releases: Readonly<Record<string, string>> = {
  'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1': 'v7.0.1',
  'actions/setup-node@820762786026740c76f36085b0efc47a31fe5020': 'v7.0.0',
  'actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f': 'v7.0.0',
  'aws-actions/setup-sam@89ddb14d60e682855e3fea4be85b3c56485de310': 'v3',
  'aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c': 'v6.2.3',
  'github/codeql-action@8aad20d150bbac5944a9f9d289da16a4b0d87c1e': 'v4.36.2',
};

const readsCode = { contents: 'read' };

/** What jobs may do that do more, or something else, than read the code. */
const mayDo: Readonly<Record<string, Record<string, string>>> = {
  // A token for AWS (docs/ci.md).
  'deploy.yml, dev': { ...readsCode, 'id-token': 'write' },
  'deploy.yml, production': { ...readsCode, 'id-token': 'write' },
  'deploy-stage.yml, deploy': { ...readsCode, 'id-token': 'write' },
  // Looks at the rules of an environment.
  'deploy.yml, approval': { actions: 'read' },
  // Findings go to the repository's security page.
  'code-scanning.yml, codeql': { ...readsCode, actions: 'read', 'security-events': 'write' },
};

/** Runs scripts/check-sam.sh on a machine that has nothing but a shell. */
async function checkSamWithoutPython(env: Record<string, string>): Promise<{ code: unknown; output: string }> {
  const PATH = await mkdtemp(join(tmpdir(), 'dragons-no-python-'));
  try {
    await writeFile(join(PATH, 'dirname'), '#!/bin/sh\necho "${1%/*}"\n', { mode: 0o755 });
    const script = join(root, 'scripts/check-sam.sh');
    return await new Promise((resolve) => {
      execFile('/bin/bash', [script], { env: { ...env, PATH } }, (error, output) =>
        resolve({ code: error?.code ?? 0, output }),
      );
    });
  } finally {
    await rm(PATH, { recursive: true });
  }
}

describe('the linter', () => {
  it.each(workflows)('takes $file', ({ source }) => {
    expect(workflowFaults(source)).toEqual([]);
  });

  it.each([
    ['a key that GitHub does not know', 'runs-on: x, steps: [{ run: a, shelll: b }]', "'shelll' is not allowed"],
    ['a job without a machine', 'steps: [{ run: a }]', '/jobs/a/runs-on: This property is required'],
    ['a job that waits for one that is not there', 'needs: b, runs-on: x, steps: [{ run: a }]', 'unresolved job b'],
  ])('refuses %s, and says where', (_, job, complaint) => {
    expect(workflowFaults(`on: push\njobs: { a: { ${job} } }`).join('\n')).toContain(complaint);
  });

  it('refuses what is no YAML', () => {
    expect(workflowFaults('on: [')).toHaveLength(1);
  });

  it('is part of npm run lint', () => {
    expect(manifest.scripts.lint).toContain('lint:workflows');
    expect(manifest.scripts['lint:workflows']).toBe('node scripts/lint-workflows.ts');
  });
});

describe.each(workflows)('$file', ({ source, workflow: { permissions } }) => {
  it('uses actions by the commit of a known release, which stands behind it', () => {
    const uses = [...source.matchAll(/uses: (?!\.\/)(\S+)(?: # (\S+))?$/gm)];
    expect(uses).toHaveLength([...source.matchAll(/uses: (?!\.\/)/g)].length);
    for (const [, action = '', version] of uses) {
      const [path = '', commit] = action.split('@');
      expect(releases[`${path.split('/').slice(0, 2).join('/')}@${commit}`], action).toBe(version);
      expect(version, action).toBeDefined();
    }
  });

  it('may do nothing unless a job asks for it', () => {
    expect(permissions).toEqual({});
  });

  it('is started by nobody who may not change the code', () => {
    // With these a stranger’s pull request or comment would run with the repository’s rights.
    expect(source).not.toMatch(/pull_request_target|workflow_run|issue_comment|discussion/);
  });

  it('has no secrets: AWS trusts the workflow by its identity', () => {
    expect(source).not.toMatch(/secrets[.[]|aws-(access-key-id|secret-access-key)/);
  });
});

describe.each(jobs)('job $title', ({ title, permissions, ...job }) => {
  it('may read the code, and no more than it has to', () => {
    expect(permissions).toEqual(mayDo[title] ?? readsCode);
  });

  it('ends by itself', () => {
    if (job.uses === undefined) expect(job['timeout-minutes']).toBeLessThanOrEqual(90);
  });
});

it.each(steps.filter(({ uses }) => uses?.startsWith('actions/checkout@')))(
  'the checkout in $title leaves no token behind',
  (step) => {
    expect(step.with).toEqual({ 'persist-credentials': false });
  },
);

it.each(steps.filter(({ uses }) => uses?.startsWith('actions/setup-node@')))(
  'Node in $title is the one of .nvmrc',
  (step) => {
    expect(step.with).toMatchObject({ 'node-version-file': '.nvmrc' });
    expect(readFileSync(join(root, '.nvmrc'), 'utf8').trim()).toBe('24');
  },
);

describe.each(runs)('"$run" ($title)', ({ run }) => {
  it('gets values from its environment, and is not put together from what somebody wrote', () => {
    expect(run).not.toContain('${{');
  });

  it('names scripts that there are', () => {
    for (const [, name = ''] of run.matchAll(/npm run (?:-\S+ )*([\w:-]+)/g)) {
      expect(Object.keys(manifest.scripts)).toContain(name);
    }
  });

  it('prints neither tokens nor its environment', () => {
    expect(run).not.toMatch(/\b(printenv|set -x|echo .*(TOKEN|SECRET|ARN))|^\s*env\s*$/m);
  });
});

describe('ci.yml', () => {
  it('does what .ci/run does, and keeps the report of newman and what is in the bundles', () => {
    const { steps = [] } = workflow('ci.yml').jobs.check ?? {};

    expect(steps.flatMap(({ run = [] }) => run)).toEqual(['bash .ci/run']);
    expect(steps.flatMap((step) => step.with?.path ?? [])).toEqual(['out/newman.xml', 'out/sbom']);
  });

  it('fails where the SAM CLI cannot be had, which elsewhere is only told', async () => {
    const checked = workflow('ci.yml').jobs.check?.steps?.find(({ run }) => run === 'bash .ci/run');
    const here = await checkSamWithoutPython({});
    const onGitHub = await checkSamWithoutPython(checked?.env ?? {});

    for (const { output } of [here, onGitHub]) expect(output).toContain('were NOT run: there is no Python 3');
    expect([here.code, onGitHub.code]).toEqual([0, 1]);
  });

  it('looks at every pull request, and at what is deployed', () => {
    expect(Object.keys(workflow('ci.yml').on)).toEqual(expect.arrayContaining(['pull_request', 'workflow_call']));
  });
});

describe('deploy.yml', () => {
  const { on, jobs: stages } = workflow('deploy.yml');
  const { ci, dev, approval, production } = stages;
  const { deploy } = workflow('deploy-stage.yml').jobs;
  const commands = (deploy?.steps ?? []).map(({ uses, run }) => run ?? uses ?? '');
  const position = (part: string): number => commands.findIndex((command) => command.includes(part));

  it('deploys the main branch alone', () => {
    expect(on).toEqual({ push: { branches: ['main'] }, workflow_dispatch: null });
    expect(dev?.if).toContain("github.ref == 'refs/heads/main'");
  });

  it('checks before it deploys to dev, and deploys to dev before production', () => {
    expect(ci?.uses).toBe('./.github/workflows/ci.yml');
    expect(dev?.needs).toBe('ci');
    expect(production?.needs).toEqual(['ci', 'dev', 'approval']);
    // Both need that the one before succeeded: no condition says otherwise.
    expect(`${dev?.if} ${approval?.if} ${production?.if}`).not.toMatch(/always|failure|cancelled/);
  });

  it('asks for approval where production is: both stages are GitHub environments', () => {
    expect([dev, production].map((job) => job?.with?.environment)).toEqual(['dev', 'production']);
    expect(deploy?.environment).toBe('${{ inputs.environment }}');
  });

  it('leaves production alone unless the repository says that there is one, and that it has reviewers', () => {
    const [look] = approval?.steps ?? [];

    expect(approval?.if).toBe("vars.DEPLOY_PRODUCTION == 'yes'");
    expect(look?.run).toMatch(/environments\/production[^]*required_reviewers[^]*exit 1/);
  });

  it('runs the collection, which writes, against dev and never against production', () => {
    expect([dev, production].map((job) => job?.with?.collection)).toEqual([true, false]);
    const collection = deploy?.steps?.find(({ run }) => run?.includes('test:api'));
    expect(collection).toMatchObject({ if: 'inputs.collection', run: 'npm run test:api -- --stack "$STACK"' });
  });

  it('never changes a stack twice at once, and never leaves one half changed', () => {
    expect(deploy?.concurrency).toEqual({
      group: 'deploy-${{ inputs.environment }}',
      'cancel-in-progress': false,
    });
  });

  it('installs and builds everything before there are credentials, and takes nothing from a cache', () => {
    const credentials = position('configure-aws-credentials');
    for (const part of ['npm ci', 'sam build', 'build:web']) {
      expect(position(part), part).toBeGreaterThan(-1);
      expect(position(part), part).toBeLessThan(credentials);
    }
    expect(position('sam deploy')).toBeGreaterThan(credentials);
    expect(deploy?.steps?.find(({ uses }) => uses?.includes('setup-node'))?.with).toEqual({
      'node-version-file': '.nvmrc',
      'package-manager-cache': false,
    });
  });

  it('brings the page and asks how the stage is after it deployed the stack', () => {
    const order = ['sam deploy', 'deploy:web', '/health', 'test:api'].map(position);

    expect(order.every((place) => place > -1)).toBe(true);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  const samconfig = readFileSync(join(root, 'samconfig.toml'), 'utf8');
  // Whoever deploys by hand first, and lets SAM save the answers, has these lines in the place of the one of the repository.
  const withSavedAnswers = samconfig
    .replace('stack_name = "dragons-dev"', '$&\nregion = "eu-west-1"')
    .replace(
      'parameter_overrides = ["Stage=dev"]',
      String.raw`parameter_overrides = "Stage=\"dev\" AlarmEmail=\"ada@example.com\" MonthlyBudget=\"0\" WebOrigin=\"\""`,
    );

  it.each([
    ['dev', dev, samconfig],
    ['production', production, samconfig],
    ['dev, with the answers that SAM saves,', dev, withSavedAnswers],
  ])('for %s names the stack and the stage that samconfig.toml has', (_, job, config) => {
    const { settings = '', stack, stage } = job?.with as Record<string, string>;

    const { stackName, parameters } = deploySettings(config, settings);

    expect(stackName).toBe(stack);
    expect(parameters.Stage).toBe(stage);
  });

  it('deploys to the region of its variables, whichever one SAM saved', () => {
    expect(withSavedAnswers).toContain('region =');
    expect(runs.filter(({ run }) => run.includes('sam deploy')).map(({ run }) => run)).toEqual([
      expect.stringContaining('--region "$AWS_REGION"'),
    ]);
  });

  it('has the SAM CLI that CI checks with', () => {
    const [, version] = /^version=(.+)$/m.exec(readFileSync(join(root, 'scripts/check-sam.sh'), 'utf8')) ?? [];

    expect(deploy?.steps?.find(({ uses }) => uses?.includes('setup-sam'))?.with?.version).toBe(version);
  });
});

it('the code is scanned when it changes, and every week', () => {
  expect(workflow('code-scanning.yml').on).toMatchObject({
    push: { branches: ['main'] },
    schedule: [{ cron: expect.stringMatching(/^\d+ \d+ \* \* \d$/) }],
  });
});

it('packages are asked about every week, and an answer is required then', () => {
  const { on, jobs: all } = workflow('dependencies.yml');

  expect(on.schedule).toHaveLength(1);
  expect(all.audit?.steps?.flatMap(({ run = [] }) => run)).toContain('npm run audit -- --required');
});

it('Dependabot keeps packages and actions up to date, in groups', () => {
  const { updates } = parse(readFileSync(join(root, '.github/dependabot.yml'), 'utf8')) as {
    updates: Record<string, any>[];
  };

  expect(updates.map((update) => update['package-ecosystem'])).toEqual(['npm', 'github-actions']);
  for (const { directory, groups, schedule } of updates) {
    expect(directory).toBe('/');
    expect(Object.keys(groups as object)).not.toEqual([]);
    expect(schedule.interval).toBe('weekly');
  }
});
