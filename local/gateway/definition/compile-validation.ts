import { isObject } from '../../json.ts';
import type { Models, ModelValidator } from '../validation/models.ts';
import type { RequestValidation, RequiredParameter } from './api-model.ts';
import type { DefinitionReader, Spot } from './definition-reader.ts';

/** The order in which API Gateway lists missing parameters. */
const places = [
  ['header', 'header'],
  ['path', 'path'],
  ['query', 'querystring'],
] as const;

/**
 * What the request validator of an operation checks; without a validator nothing is checked. Only `required` of a parameter counts:
 * enum, pattern, limits and types of parameters are not validated by API Gateway.
 */
export function compileValidation(
  reader: DefinitionReader,
  pathItem: Spot,
  operation: Spot,
  models: Models,
): RequestValidation {
  const parameters = [
    ...reader.items(reader.at(pathItem, 'parameters')),
    ...reader.items(reader.at(operation, 'parameters')),
  ];
  const required = requiredParameters(reader, parameters);
  const bodyModels = compileBodyModels(reader, operation, models);
  const validator = chosenValidator(reader, operation);
  return {
    requiredParameters: validator.parameters ? required : [],
    bodyModels: validator.body ? bodyModels : undefined,
  };
}

function chosenValidator(
  reader: DefinitionReader,
  operation: Spot,
): { readonly parameters: boolean; readonly body: boolean } {
  const key = 'x-amazon-apigateway-request-validator';
  const name = reader.text(operation, key) ?? reader.text(reader.root, key);
  if (name === undefined) return { parameters: false, body: false };
  const validator = reader.at(reader.at(reader.root, 'x-amazon-apigateway-request-validators'), name);
  if (!isObject(validator.value)) {
    reader.refuse(
      reader.at(operation, key),
      `request validator ${name} is not declared in x-amazon-apigateway-request-validators`,
    );
    return { parameters: false, body: false };
  }
  const says = (flag: string) => validator.value !== undefined && reader.at(validator, flag).value === true;
  return { parameters: says('validateRequestParameters'), body: says('validateRequestBody') };
}

function requiredParameters(reader: DefinitionReader, parameters: readonly Spot[]): RequiredParameter[] {
  const declared = new Map<string, RequiredParameter | undefined>();
  for (const parameter of parameters) {
    const name = reader.text(parameter, 'name') ?? '';
    const given = reader.text(parameter, 'in');
    const place = places.find(([openApi]) => openApi === given)?.[1];
    if (place === undefined || name === '') {
      reader.refuse(
        parameter,
        `parameter ${name} in ${String(given)}: API Gateway knows named ones in header, path and query`,
      );
      continue;
    }
    // The operation's declaration replaces the path's.
    const required = place === 'path' || reader.at(parameter, 'required').value === true;
    declared.set(`${place} ${name}`, required ? { in: place, name } : undefined);
  }
  const order = places.map(([, place]) => place);
  return [...declared.values()]
    .filter((parameter) => parameter !== undefined)
    .sort((a, b) => order.indexOf(a.in) - order.indexOf(b.in) || (a.name < b.name ? -1 : 1));
}

function compileBodyModels(
  reader: DefinitionReader,
  operation: Spot,
  models: Models,
): ReadonlyMap<string, ModelValidator> {
  const content = reader.at(reader.at(operation, 'requestBody'), 'content');
  const validators = new Map<string, ModelValidator>();
  for (const [mediaType, spot] of reader.entries(content)) {
    const { value } = spot;
    if (!isObject(value) || value.schema === undefined) continue;
    validators.set(mediaType.toLowerCase(), models.validator({ value: value.schema, path: `${spot.path}.schema` }));
  }
  return validators;
}
