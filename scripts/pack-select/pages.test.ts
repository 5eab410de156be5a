import { describe, expect, it } from 'vitest';
import { standAlone } from './pages.ts';

const page =
  'See [the decision](../../docs/decisions/0014-x.md#why), [how it differs](COMPATIBILITY.md#csv), [below](#below), ' +
  '[`sql/`](sql/) and [the API](https://example.org/api_(v1)).';

describe('a page of the package', () => {
  it('leads to the repository for what is not in the package', () => {
    expect(standAlone(page, ['COMPATIBILITY.md'], 'https://example.org/dragons/blob/main/layers/select')).toBe(
      'See [the decision](https://example.org/dragons/blob/main/docs/decisions/0014-x.md#why), ' +
        '[how it differs](COMPATIBILITY.md#csv), [below](#below), ' +
        '[`sql/`](https://example.org/dragons/blob/main/layers/select/sql/) and [the API](https://example.org/api_(v1)).',
    );
  });

  it('keeps the text of such a link where no repository is named', () => {
    expect(standAlone(page, ['COMPATIBILITY.md'], undefined)).toBe(
      'See the decision, [how it differs](COMPATIBILITY.md#csv), [below](#below), `sql/` and [the API](https://example.org/api_(v1)).',
    );
  });
});
