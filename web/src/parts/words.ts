/** How the values of a field are said, and which value is meant by what somebody types. */
export interface Words {
  said(value: string): string;
  meant(typed: string): string;
}

/** For what people type as it is sent. */
export const asTyped: Words = { said: (value) => value, meant: (typed) => typed };
