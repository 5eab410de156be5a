import type { JsonInput } from '../../json-protocol.ts';
import { optionalList, requiredString, requiredStrings } from '../../json-input.ts';
import { isObject } from '../../../json.ts';
import type { Tag } from '../dynalite/requests.ts';
import { notFound, validationError } from '../errors.ts';
import { refuseOthers } from '../refuse-others.ts';
import type { LocalTable, TableStore } from './table-store.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Tagging.html */
const mostTags = 50;

/** ListTagsOfResource: all of them on one page, by key. */
export function listTagsOfResource(store: TableStore, input: JsonInput): { Tags: readonly Tag[] } {
  refuseOthers('ListTagsOfResource', input, ['ResourceArn']);
  return { Tags: tagged(store, input).record.definition.Tags ?? [] };
}

/** TagResource. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TagResource.html */
export function tagResource(store: TableStore, input: JsonInput): undefined {
  refuseOthers('TagResource', input, ['ResourceArn', 'Tags']);
  const table = tagged(store, input);
  const added = (optionalList(input, 'Tags') ?? []).map((tag): Tag => {
    if (!isObject(tag)) throw validationError('Tags must be a list of objects with Key and Value');
    return {
      Key: requiredString(tag, 'Key', { minLength: 1, maxLength: 128 }),
      Value: requiredString(tag, 'Value', { maxLength: 256 }),
    };
  });
  if (added.length === 0) throw validationError('Atleast one Tag needs to be provided as Input.');
  const names = new Set(added.map((tag) => tag.Key));
  keep(store, table, [...(table.record.definition.Tags ?? []).filter((tag) => !names.has(tag.Key)), ...added]);
}

/** UntagResource. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UntagResource.html */
export function untagResource(store: TableStore, input: JsonInput): undefined {
  refuseOthers('UntagResource', input, ['ResourceArn', 'TagKeys']);
  const table = tagged(store, input);
  const removed = requiredStrings(input, 'TagKeys');
  keep(
    store,
    table,
    (table.record.definition.Tags ?? []).filter((tag) => !removed.includes(tag.Key)),
  );
}

function keep(store: TableStore, { record }: LocalTable, tags: readonly Tag[]): void {
  if (tags.length > mostTags)
    throw validationError(`A table has at most ${mostTags} tags, and would have ${tags.length}`);
  const Tags = [...tags].sort((a, b) => (a.Key < b.Key ? -1 : 1));
  store.update({ ...record, definition: { ...record.definition, Tags } });
}

function tagged(store: TableStore, input: JsonInput): LocalTable {
  const arn = requiredString(input, 'ResourceArn', { minLength: 1, maxLength: 1283 });
  const table = store.all().find(({ record }) => record.arn === arn);
  if (table === undefined) throw notFound(`: ResourcArn: ${arn} not found`);
  return table;
}
