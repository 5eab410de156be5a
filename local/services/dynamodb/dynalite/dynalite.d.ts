/**
 * As much of dynalite as is used here. It brings no types, and these modules are not its public interface: its version is pinned.
 * https://github.com/architect/dynalite
 */

/** What a member of a request must be: a type's name, or more about it. */
interface DynaliteMember {
  readonly type: string;
  readonly children?: string | DynaliteMember | DynaliteMembers;
  readonly [constraint: string]: unknown;
}

/** The members of a request or of a structure in it. */
type DynaliteMembers = Readonly<Record<string, string | DynaliteMember>>;

/** One operation's request. */
interface DynaliteRequest {
  readonly types: DynaliteMembers;
  /** The rules between members. @returns what is wrong */
  readonly custom?: (data: object, store: { readonly options: { readonly maxItemSize: number } }) => string | undefined;
}

/** An error that is an answer. */
interface DynaliteError extends Error {
  readonly statusCode: number;
  readonly body: { readonly __type: string; readonly message?: string; readonly Message?: string };
}

/** The part of a table's description that keys and items are checked against. */
interface DynaliteTable {
  readonly KeySchema: readonly { readonly AttributeName: string }[];
}

declare module 'dynalite/validations/index.js' {
  const validations: {
    /** Takes over the members that are known, with the right types. @throws DynaliteError SerializationException */
    checkTypes(data: object, types: DynaliteMembers): object;
    /** @throws DynaliteError ValidationException */
    checkValidations(
      data: object,
      types: DynaliteMembers,
      custom: DynaliteRequest['custom'],
      store: { readonly options: { readonly maxItemSize: number } },
    ): void;
  };
  export = validations;
}

declare module 'dynalite/db/index.js' {
  const db: {
    validateItem(item: object, table: DynaliteTable): DynaliteError | null | undefined;
    validateKey(key: object, table: DynaliteTable): DynaliteError | null | undefined;
    validateUpdates(expected: undefined, updates: object, table: DynaliteTable): DynaliteError | null | undefined;
    validateKeyPaths(nestedPaths: object | undefined, table: DynaliteTable): DynaliteError | null | undefined;
  };
  export = db;
}

declare module 'dynalite/validations/batchGetItem.js' {
  const request: DynaliteRequest;
  export = request;
}
declare module 'dynalite/validations/batchWriteItem.js' {
  const request: DynaliteRequest;
  export = request;
}
declare module 'dynalite/validations/createTable.js' {
  const request: DynaliteRequest;
  export = request;
}
declare module 'dynalite/validations/deleteItem.js' {
  const request: DynaliteRequest;
  export = request;
}
declare module 'dynalite/validations/getItem.js' {
  const request: DynaliteRequest;
  export = request;
}
declare module 'dynalite/validations/listTables.js' {
  const request: DynaliteRequest;
  export = request;
}
declare module 'dynalite/validations/putItem.js' {
  const request: DynaliteRequest;
  export = request;
}
declare module 'dynalite/validations/query.js' {
  const request: DynaliteRequest;
  export = request;
}
declare module 'dynalite/validations/scan.js' {
  const request: DynaliteRequest;
  export = request;
}
declare module 'dynalite/validations/updateItem.js' {
  const request: DynaliteRequest;
  export = request;
}
declare module 'dynalite/validations/updateTable.js' {
  const request: DynaliteRequest;
  export = request;
}
