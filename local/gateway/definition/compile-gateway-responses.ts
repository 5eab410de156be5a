import { isResponseType } from '../responses/response-types.ts';
import { isHeaderName } from '../responses/response-headers.ts';
import type { CustomGatewayResponse, HeaderMapping } from './api-model.ts';
import { headerMapping } from './compile-mock.ts';
import type { DefinitionReader, Spot } from './definition-reader.ts';

/** Reads `x-amazon-apigateway-gateway-responses`. */
export function compileGatewayResponses(reader: DefinitionReader): Map<string, CustomGatewayResponse> {
  const responses = new Map<string, CustomGatewayResponse>();
  for (const [type, spot] of reader.entries(reader.at(reader.root, 'x-amazon-apigateway-gateway-responses'))) {
    if (!isResponseType(type)) reader.refuse(spot, `${type} is not a gateway response type`);
    responses.set(type, {
      status: statusOf(reader, reader.at(spot, 'statusCode')),
      headers: headersOf(reader, reader.at(spot, 'responseParameters')),
      templates: templatesOf(reader, reader.at(spot, 'responseTemplates')),
    });
  }
  return responses;
}

function statusOf(reader: DefinitionReader, spot: Spot): number | undefined {
  if (spot.value === undefined) return undefined;
  if (/^[2-5]\d\d$/.test(JSON.stringify(spot.value).replaceAll('"', ''))) return Number(spot.value);
  reader.refuse(spot, `${JSON.stringify(spot.value)} is not a status`);
  return undefined;
}

function headersOf(reader: DefinitionReader, parameters: Spot): HeaderMapping[] {
  return reader.entries(parameters).flatMap(([key, spot]) => {
    const name = key.replace(/^gatewayresponse\.header\./, '');
    if (isHeaderName(name)) return headerMapping(reader, name, spot);
    reader.refuse(spot, 'a response parameter is named gatewayresponse.header.<name>');
    return [];
  });
}

function templatesOf(reader: DefinitionReader, templates: Spot): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [mediaType, spot] of reader.entries(templates)) {
    const text = spot.value;
    if (typeof text !== 'string') reader.refuse(spot, 'a template is a text');
    else if (/\$!?\{?(?:input|util)\b/.test(text)) {
      reader.refuse(
        spot,
        '$input and $util do not exist here: gateway responses know $context, $stageVariables and method.request only',
      );
    } else texts.set(mediaType.toLowerCase(), text);
  }
  return texts;
}
