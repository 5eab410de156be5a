// FROM paths, wildcards and what the row is called.
// Sources: SQL reference "SELECT command" (s3-select-sql-reference-select) [D]; getmoto/moto tests marked
// `@s3_aws_verified` [V]; minio/minio#10526 [C].
import { describe, expect, it } from 'vitest';
import { codeOf, run } from '../testing/run-select.ts';

const rules =
  '{ "Rules": [ {"id": "1"}, {"expr": "y > x"}, {"id": "2", "expr": "z = DEBUG"} ]}\n' +
  '{ "created": "June 27", "modified": "July 6" }';
const directories =
  '{ "created": "936864000", "dir_name": "important_docs", "files": [ { "name": "." }, { "name": ".." }, { "name": ".aws" }, { "name": "downloads" } ], "owner": "Amazon S3" }\n' +
  '{ "created": "936864000", "dir_name": "other_docs", "files": [ { "name": "." }, { "name": ".." }, { "name": "my stuff" }, { "name": "backup" } ], "owner": "User" }\n';
const susan =
  '{"name": "Susan Smith",\n"org": "engineering",\n"projects":\n    [\n     {"project_name":"project1", "completed":false},\n' +
  '     {"project_name":"project2", "completed":true}\n    ]\n}';
const rootList = '[{"a":1},{"a":2}]';
const staff = '{"staff":[{"name":"Ann"},{"name":"Bo"}],"Name":"Sam"}';

const cases: [source: string, sql: string, data: string, output: string][] = [
  [
    '[D] example 1: a wildcard that matches nothing gives MISSING, which is printed as an empty record',
    'SELECT id FROM S3Object[*].Rules[*].id',
    rules,
    '{"id":"1"}\n{}\n{"id":"2"}\n{}\n',
  ],
  [
    '[D] example 1: IS NOT MISSING leaves the empty records out',
    'SELECT id FROM S3Object[*].Rules[*].id WHERE id IS NOT MISSING',
    rules,
    '{"id":"1"}\n{"id":"2"}\n',
  ],
  [
    '[D] example 2: an alias, and a list that passes through',
    'SELECT d.dir_name, d.files FROM S3Object[*] d',
    directories,
    '{"dir_name":"important_docs","files":[{"name":"."},{"name":".."},{"name":".aws"},{"name":"downloads"}]}\n' +
      '{"dir_name":"other_docs","files":[{"name":"."},{"name":".."},{"name":"my stuff"},{"name":"backup"}]}\n',
  ],
  [
    '[D] example 2: after a wildcard the row is called _1',
    'SELECT _1.dir_name, _1.owner FROM S3Object[*]',
    directories,
    '{"dir_name":"important_docs","owner":"Amazon S3"}\n{"dir_name":"other_docs","owner":"User"}\n',
  ],
  ['[D] a field of a struct', 'Select s.name from S3Object s', susan, '{"name":"Susan Smith"}\n'],
  [
    '[D] an element of a list, counted from 0',
    'Select s.projects[0].project_name from S3Object s',
    susan,
    '{"project_name":"project1"}\n',
  ],
  ['[V] a list at the root is one value', 'SELECT * FROM S3Object s', rootList, '{"_1":[{"a":1},{"a":2}]}\n'],
  ['[V] a list at the root counts as one', 'SELECT count(*) FROM S3Object', rootList, '{"_1":1}\n'],
  ['[V] a name in a list leads nowhere', 'SELECT * FROM S3Object[*].staff[*] s', rootList, '{}\n'],
  ['[V] a name that leads to a scalar', 'select my_n from s3object[*].Name my_n', staff, '{"my_n":"Sam"}\n'],
  [
    '[C] [*][*] goes over the elements of a list at the root',
    'select * from S3Object[*][*] s where s.a >= 2',
    rootList,
    '{"a":2}\n',
  ],
  ['[D] the last name of the path names the row', 'SELECT a FROM S3Object[*][*].a', rootList, '{"a":1}\n{"a":2}\n'],
  ['[D] `_1` after a wildcard', 'SELECT _1.name FROM S3Object[*].staff[*]', staff, '{"name":"Ann"}\n{"name":"Bo"}\n'],
  ["[D] ['name'] is a step", "SELECT * FROM S3Object[*]['staff'][*] s", staff, '{"name":"Ann"}\n{"name":"Bo"}\n'],
  ['[D] [index] is a step', 'SELECT s.name FROM S3Object[*].staff[1] s', staff, '{"name":"Bo"}\n'],
  [
    '[D] .* goes over the members of a struct',
    'SELECT * FROM S3Object[*].* s',
    '{"x":{"a":1},"y":{"a":2}}',
    '{"a":1}\n{"a":2}\n',
  ],
  ['[D] FROM S3Object names the row S3Object', 'SELECT S3Object.Name FROM S3Object', staff, '{"Name":"Sam"}\n'],
  ['[D] fields may stand without the name of the row', 'SELECT Name FROM S3Object', staff, '{"Name":"Sam"}\n'],
  ['[D] the table name ignores case', 'SELECT Name FROM s3OBJECT', staff, '{"Name":"Sam"}\n'],
  ['[D] a wildcard over an empty list gives one row', 'SELECT * FROM S3Object[*].l[*] s', '{"l":[]}', '{}\n'],
  ['[D] a wildcard over an empty list at the root gives one row', 'SELECT * FROM S3Object[*][*] s', '[]', '{}\n'],
  [
    '[V] values may follow each other without a line break',
    'SELECT s.a FROM S3Object s',
    '{"a":1}{"a":2} {"a":3}',
    '{"a":1}\n{"a":2}\n{"a":3}\n',
  ],
];

describe('FROM', () => {
  it.each(cases)('%s', async (_source, sql, data, output) => {
    expect(await run(sql, data, { type: 'DOCUMENT' })).toBe(output);
  });

  it.each([
    ['[D] a path must begin with [*]', 'SELECT * FROM S3Object.a'],
    ['[D] joins are not supported', 'SELECT * FROM S3Object a, S3Object b'],
    ['[D] subqueries are not supported', 'SELECT * FROM (SELECT * FROM S3Object)'],
    ['[E] only S3Object can be queried', 'SELECT * FROM dragons'],
  ])('refuses: %s', async (_source, sql) => {
    expect(await codeOf(sql)).toBeDefined();
  });
});
