import { expect, it } from 'vitest';
import { schemas } from '../../../generated/schemas.ts';
import { bodyValidators } from '../../../generated/validators.js';
import type { Store } from '../../storage.ts';
import { frost } from '../../testing/dragons.ts';
import { draftIn } from './drafts.ts';
import { dragonFields, dragonLabels } from './dragon.ts';
import { faultText } from './fault.ts';
import { Form, lengthOf } from './form.ts';

const noDragon = {
  dragonName: '',
  family: '',
  description: '',
  city: '',
  country: '',
  state: '',
  neighborhood: '',
};
const options = {
  validator: bodyValidators.replaceDragon,
  schema: schemas.Dragon,
  labels: dragonLabels,
  initial: noDragon,
};
const storeOf = (items: Map<string, string>): Store => ({
  get: (key) => items.get(key),
  set: (key, value) => items.set(key, value),
  remove: (key) => items.delete(key),
});

it('a form shows every field of a dragon', () => {
  expect([...dragonFields].sort()).toEqual(Object.keys(schemas.Dragon.properties).sort());
});

it('nothing is wrong with a field before it is left', () => {
  const form = new Form(options);
  form.set('dragonName', 'a/b');
  expect(form.faultOf('dragonName')).toBeUndefined();
  form.leave('dragonName');
  expect(form.faultOf('dragonName')).toEqual({ key: 'dragon.fault.dragonName.pattern' });
});

it('a field that was passed by is not missed yet, but when sending is tried', () => {
  const form = new Form(options);
  form.leave('family');
  expect(form.faultOf('family')).toBeUndefined();
  expect(form.submit()).toBeUndefined();
  expect(form.faultOf('family')).toEqual({ key: 'dragon.fault.required' });
});

it('a fault goes as soon as it is mended', () => {
  const form = new Form({ ...options, initial: { ...frost, city: '' } });
  form.submit();
  form.set('city', 'Reno');
  expect(form.faultOf('city')).toBeUndefined();
  expect(form.submit()).toEqual({ ...frost, city: 'Reno' });
});

it('blanks around what was typed are not sent, and alone they are nothing', () => {
  const form = new Form({ ...options, initial: frost });
  form.set('city', '  Reno ');
  expect(form.submit()).toEqual({ ...frost, city: 'Reno' });
  form.set('city', ' \n ');
  expect(form.submit()).toBeUndefined();
});

it('a text that was there before is sent as it was', () => {
  const initial = { ...frost, description: '  An old poem\n' };
  const form = new Form({ ...options, initial });
  expect(form.submit()).toEqual(initial);
});

it('what is sent may be made of what was typed', () => {
  const form = new Form({
    ...options,
    initial: frost,
    sent: (values) => ({ ...values, state: values.state.toLowerCase() }),
  });
  expect(form.submit()).toEqual({ ...frost, state: 'nevada' });
});

it('what the API says of a value holds as long as the value stands there', () => {
  const form = new Form({ ...options, initial: frost });
  expect(form.tell({ errors: [{ in: 'body', name: '/family', message: 'must consist of letters' }] })).toBe(true);
  expect(form.faultOf('family')).toEqual({ key: 'dragon.fault.letters' });
  form.set('family', 'green');
  expect(form.faultOf('family')).toBeUndefined();
});

it('what is known of a value beforehand is said at once, of that field alone, and does not hinder sending', () => {
  const form = new Form({ ...options, initial: { ...frost, city: '' } });

  form.mark('dragonName', { key: 'dragon.fault.other' });
  expect(form.faultOf('dragonName')).toEqual({ key: 'dragon.fault.other' });
  expect(form.faultOf('city')).toBeUndefined();
  expect(form.attempts.value).toBe(0);
  form.set('city', 'Reno');

  expect(form.submit()).toEqual({ ...frost, city: 'Reno' });
  form.set('dragonName', 'Rime');
  expect(form.faultOf('dragonName')).toBeUndefined();
});

it('what the API says of something else is for somebody else to show', () => {
  const form = new Form({ ...options, initial: frost });
  expect(form.tell({ errors: [{ in: 'body', name: '/wings', message: 'is not known to this operation' }] })).toBe(
    false,
  );
});

it('what is typed is there again in the next form', () => {
  const draft = draftIn(storeOf(new Map()), 'me', 'report');
  new Form({ ...options, draft }).set('description', 'Half a sent');
  expect(new Form({ ...options, draft }).values.value.description).toBe('Half a sent');
});

it('what somebody else typed is not', () => {
  const store = storeOf(new Map());
  new Form({ ...options, draft: draftIn(store, 'me', 'report') }).set('city', 'Reno');
  expect(new Form({ ...options, draft: draftIn(store, 'you', 'report') }).values.value.city).toBe('');
});

it.each(['', '{', '7', '[]', '{"city":7,"wings":"two"}'])('a draft that cannot be used is none: %s', (text) => {
  const store = storeOf(new Map([['dragons.draft.me.report', text]]));
  expect(new Form({ ...options, draft: draftIn(store, 'me', 'report') }).values.value).toEqual(noDragon);
});

it('a text is as long as the contract says', () => {
  expect(lengthOf(' 🐉ß\n')).toBe(2);
  expect(faultText({ key: 'dragon.counter', values: { length: 2, limit: 64 } })).toBe('2 of 64 characters');
});
