import { registryItem, sayTheSame, type Item, type RegistryItem } from './registry-item.ts';
import type { TableItems } from './table-items.ts';

/** What an item of a copy is beside the live table. */
export type CopiedItem =
  | { readonly type: 'same'; readonly copied: RegistryItem }
  | { readonly type: 'only in the copy'; readonly copied: RegistryItem }
  | { readonly type: 'different'; readonly copied: RegistryItem; readonly live: Item };

/** What a comparison finds, item by item. */
export type Finding = CopiedItem | { readonly type: 'only in the live table'; readonly live: RegistryItem };

/** Compares the items of a copy with those of the live table. Reads a page at a time, so the size does not matter. */
export async function* copiedItems(copy: TableItems, live: TableItems): AsyncGenerator<CopiedItem> {
  for await (const page of copy.pages()) {
    const counterparts = await live.counterparts(page);
    for (const copied of page.map(registryItem)) {
      const other = counterparts.get(copied.key);
      if (other === undefined) yield { type: 'only in the copy', copied };
      else if (sayTheSame(copied.item, other)) yield { type: 'same', copied };
      else yield { type: 'different', copied, live: other };
    }
  }
}

/** Compares a copy with the live table, and finds what only the live table has, too. */
export async function* compareTables(copy: TableItems, live: TableItems): AsyncGenerator<Finding> {
  yield* copiedItems(copy, live);
  for await (const page of live.pages()) {
    const counterparts = await copy.counterparts(page);
    for (const item of page.map(registryItem)) {
      if (!counterparts.has(item.key)) yield { type: 'only in the live table', live: item };
    }
  }
}
