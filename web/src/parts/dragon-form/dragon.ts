import { schemas } from '../../../generated/schemas.ts';
import type { Dragon } from '../../api/api.ts';
import type { MessageKey } from '../../messages/messages.ts';

/** A field of a dragon. */
export type DragonField = keyof Dragon;

/** What the fields of a dragon are called, in the order in which they are shown. */
export const dragonLabels: Readonly<Record<DragonField, MessageKey>> = {
  dragonName: 'dragon.field.dragonName',
  family: 'dragon.field.family',
  description: 'dragon.field.description',
  neighborhood: 'dragon.field.neighborhood',
  city: 'dragon.field.city',
  state: 'dragon.field.state',
  country: 'dragon.field.country',
};

/** The fields of a dragon, in the order in which they are shown. */
export const dragonFields: readonly DragonField[] = Object.keys(dragonLabels).filter(isDragonField);

function isDragonField(name: string): name is DragonField {
  return Object.hasOwn(schemas.Dragon.properties, name);
}
