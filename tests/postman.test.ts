import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { postmanContract } from '../scripts/postman/postman-contract.ts';
import { contractSource, operations, root, undocumented } from './testing/contract.ts';
import { expectedStatuses, requestsOf, savedAnswer, type Collection, type Environment } from './testing/postman.ts';

const folder = join(root, 'postman');
const files = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
const read = (name: string): unknown => JSON.parse(files.find((file) => file.name === name)?.text ?? '');
const collection = read('dragons.postman_collection.json') as Collection;
const environments = files
  .filter(({ name }) => name.endsWith('.postman_environment.json'))
  .map(({ name }) => ({ ...(read(name) as Environment), name }));
const requests = requestsOf(collection);
/** What has no operationId: tokens come from Cognito, preflights and unknown routes from API Gateway. */
const others = ['token', 'preflight', 'route'];

describe.each(operations)('operation $id', ({ id, method, path, statuses }) => {
  const own = requests.filter(({ subject }) => subject === id);

  it('is asked for at its own method and path', () => {
    expect(own.length).toBeGreaterThan(0);
    for (const request of own)
      expect([request.name, request.method, request.path]).toEqual([request.name, method, path]);
  });

  it('has every documented status in the test of a request or in a saved example', () => {
    const covered = own.flatMap((request) => [
      ...expectedStatuses(request),
      ...request.examples.map((example) => example.code),
    ]);

    expect([...new Set(covered)].sort()).toEqual([...statuses].sort());
  });

  it('has saved examples that are as the contract says', () => {
    for (const example of own.flatMap(({ examples }) => examples))
      expect(undocumented(id, savedAnswer(example)), example.name).toEqual([]);
  });
});

describe('the collection', () => {
  it('names no operation that the contract lacks', () => {
    const known = [...operations.map(({ id }) => id), ...others];

    expect(requests.map(({ subject }) => subject).filter((subject) => !known.includes(subject))).toEqual([]);
  });

  it('has a name of its own for every request, since requests call one another by name', () => {
    const names = requests.map(({ name }) => name);

    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('describes every chapter and every request, and checks every answer', () => {
    for (const chapter of collection.item) expect(chapter.description, chapter.name).toMatch(/\w/);
    for (const { name, description, tests } of requests) {
      expect(description, name).toMatch(/\w/);
      expect(tests, name).toContain('pm.test(');
    }
  });

  it('sends a preflight for every operation, with its method', () => {
    const preflights = requests.filter(({ subject }) => subject === 'preflight');
    const asked = preflights.map(
      ({ path, header }) => `${header.find(({ key }) => key === 'Access-Control-Request-Method')?.value ?? ''} ${path}`,
    );

    expect(asked.sort()).toEqual(operations.map(({ method, path }) => `${method} ${path}`).sort());
    for (const preflight of preflights) {
      expect(preflight.method).toBe('OPTIONS');
      expect(expectedStatuses(preflight)).toEqual([204]);
    }
  });

  it('skips a request that needs the token of a person, when nobody gave it, and says so', () => {
    const people = requests.filter(({ auth }) => /\{\{(reader|admin)Token\}\}/.test(auth?.bearer?.[0]?.value ?? ''));

    expect(people.length).toBeGreaterThan(0);
    for (const { name, auth, before } of people) {
      const token = /\w+/.exec(auth?.bearer?.[0]?.value ?? '')?.[0] ?? '';
      expect(before, name).toContain(`if (!pm.environment.get('${token}'))`);
      expect(before, name).toContain('console.warn(');
      expect(before, name).toContain('pm.execution.skipRequest()');
    }
  });

  it('adds no dragon that nobody could remove again', () => {
    const accepted = requests.filter(({ tests }) => tests.includes("to.equal('ACCEPTED')"));

    expect(accepted.length).toBeGreaterThan(0);
    for (const { name, before } of accepted) expect(before, name).toContain("if (!pm.environment.get('adminToken'))");
  });

  it('changes and removes the dragons of its own run alone', () => {
    const changes = requests.filter(({ method, auth }) => /PUT|DELETE/.test(method) && auth?.type === 'bearer');

    expect(changes.length).toBeGreaterThan(0);
    for (const { name, pathValues } of changes) {
      // The awkward name has the run in it, too. A name that is too long is nobody's.
      expect(pathValues.join(), name).toMatch(/\{\{(run|awkwardName)\}\}|^a{65}$/);
    }
  });

  it('asks again a limited number of times', () => {
    const repeated = requests.filter(({ tests }) => tests.includes('setNextRequest(pm.info.requestName)'));

    expect(repeated.length).toBeGreaterThan(0);
    for (const { name, tests } of repeated) expect(tests, name).toMatch(/tries < \d+\)|nextCursor !== undefined\)/);
  });

  it('knows the names of the first data set, in their order', () => {
    const dragons = JSON.parse(readFileSync(join(root, 'data/dragons.json'), 'utf8')) as { dragonName: string }[];
    const names = dragons.map(({ dragonName }) => dragonName).sort();

    expect(collection.variable.find(({ key }) => key === 'firstNames')?.value).toBe(JSON.stringify(names));
  });

  it('judges lists where others were added by what was asked for, and counts only where nobody can have been', () => {
    const [common = ''] = collection.event.map(({ script }) => script.exec.join('\n'));
    expect(common).toContain("if (subject === 'listDragons' && pm.response.code === 200)");
    expect(common).toContain('Every dragon is one that was asked for');

    const counts = requests.flatMap(({ name, tests }) =>
      tests
        .split('\n')
        .filter((line) => /lengthOf\([1-9]|\.eql\(\['/.test(line) && !line.includes("get('onlyFirstData') === 'true'"))
        .filter((line) => !line.includes("pm.variables.get('found')"))
        .map((line) => `${name}: ${line.trim()}`),
    );
    // A name is one dragon's, whoever was added.
    expect(counts).toEqual(["listDragons: family and name: pm.expect(names).to.eql(['Atlas']);"]);
  });

  it('asks for nobody only where nobody can be', () => {
    const nobody = requests.filter(
      ({ subject, tests }) => subject === 'getDragon' && tests.includes('to.have.status(404)'),
    );

    expect(nobody.length).toBeGreaterThan(0);
    for (const { name, pathValues, tests } of nobody)
      if (!tests.includes('if (taken)')) expect(pathValues.join(), name).toMatch(/\{\{(run|halfName)\}\}/);
  });

  it('checks answers against the contract as it is now ("npm run generate")', () => {
    expect(collection.variable.find(({ key }) => key === 'contract')?.value).toBe(postmanContract(contractSource));
  });
});

describe('environments', () => {
  it('exist for the local stack and for AWS, with the same variables', () => {
    expect(environments.map(({ name }) => name).sort()).toEqual([
      'aws.postman_environment.json',
      'local.postman_environment.json',
    ]);
    const [first, second] = environments.map(({ values }) => values.map(({ key, type }) => `${type} ${key}`));
    expect(first).toEqual(second);
  });

  it.each(environments)('$name has every variable that the collection uses', ({ values }) => {
    const text = JSON.stringify(collection.item) + JSON.stringify(collection.auth);
    const used = [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '');
    const made = [...text.matchAll(/pm\.variables\.set\('(\w+)'/g)].map((match) => match[1] ?? '');
    const known = [...values, ...collection.variable].map(({ key }) => key);

    expect(used.filter((key) => ![...known, ...made].includes(key))).toEqual([]);
  });
});

describe('secrets', () => {
  it.each(files)('are not in $name', ({ text }) => {
    expect(text).not.toMatch(/eyJ[\w-]{6,}/);
    expect(text).not.toMatch(/\bAKIA[0-9A-Z]{12,}/);
  });

  it.each(environments)('have no value in $name', ({ values }) => {
    const secrets = values.filter(({ key, type }) => type === 'secret' || /secret|token|password/i.test(key));

    expect(secrets.map(({ key }) => key)).toEqual(expect.arrayContaining(['machineClientSecret', 'accessToken']));
    for (const { key, type, value } of secrets) expect([key, type, value]).toEqual([key, 'secret', '']);
  });

  it('reach requests by variables; what stands there itself is plainly wrong', () => {
    const credentials = [collection.auth, ...requests.map(({ auth }) => auth)]
      .flatMap((auth) => [...(auth?.bearer ?? []), ...(auth?.basic ?? [])])
      .map(({ value }) => value);

    expect(credentials.filter((value) => !/^(\{\{\w+\}\}|nonsense|wrong)$/.test(value))).toEqual([]);
    for (const { name, header } of requests)
      expect(
        header.map(({ key }) => key.toLowerCase()),
        name,
      ).not.toContain('authorization');
  });
});
