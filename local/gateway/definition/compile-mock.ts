import { isObject } from '../../json.ts';
import { limits } from '../limits.ts';
import { compileTemplate, type Template } from '../mapping/template.ts';
import { compileValueSource } from '../mapping/value-source.ts';
import { isHeaderName, unmappableHeaders } from '../responses/response-headers.ts';
import type { HeaderMapping, MockIntegration, MockResponse } from './api-model.ts';
import type { DefinitionReader, Spot } from './definition-reader.ts';

const passthroughs = ['when_no_match', 'when_no_templates', 'never'] as const;

/** @param methodResponses the `responses` of the operation: a mock may only answer with what is declared there */
export function compileMock(reader: DefinitionReader, integration: Spot, methodResponses: Spot): MockIntegration {
  const given = reader.text(integration, 'passthroughBehavior')?.toLowerCase() ?? 'when_no_match';
  const passthrough = passthroughs.find((name) => name === given);
  if (passthrough === undefined)
    reader.refuse(reader.at(integration, 'passthroughBehavior'), `must be one of ${passthroughs.join(', ')}`);
  const responses = reader
    .entries(reader.at(integration, 'responses'))
    .map(([key, spot]) => compileResponse(reader, key, spot, methodResponses));
  return {
    kind: 'mock',
    requestTemplates: compileTemplates(reader, reader.at(integration, 'requestTemplates')),
    passthrough: passthrough ?? 'when_no_match',
    responses: responses.filter(({ selection }) => selection !== undefined),
    fallback: responses.find(({ selection }) => selection === undefined),
  };
}

function compileResponse(reader: DefinitionReader, key: string, spot: Spot, methodResponses: Spot): MockResponse {
  const status = reader.at(spot, 'statusCode').value;
  const code = typeof status === 'string' || typeof status === 'number' ? String(status) : '';
  const methodResponse = reader.at(methodResponses, code);
  if (!/^[2-5]\d\d$/.test(code)) reader.refuse(reader.at(spot, 'statusCode'), 'must be a status');
  else if (methodResponse.value === undefined) {
    reader.refuse(
      spot,
      `the operation declares no response ${code}: "Output mapping refers to an invalid method response"`,
    );
  }
  if (reader.at(spot, 'contentHandling').value !== undefined) reader.refuse(spot, 'contentHandling is not simulated');
  return {
    selection: key === 'default' ? undefined : selectionPattern(reader, key, spot),
    status: Number(code),
    headers: compileHeaders(reader, reader.at(spot, 'responseParameters'), reader.at(methodResponse, 'headers')),
    templates: compileTemplates(reader, reader.at(spot, 'responseTemplates')),
  };
}

/** The pattern has to match the whole status. */
function selectionPattern(reader: DefinitionReader, pattern: string, spot: Spot): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    reader.refuse(spot, `${pattern} is not a regular expression`);
    return /^(?!)/;
  }
}

function compileHeaders(reader: DefinitionReader, parameters: Spot, declared: Spot): HeaderMapping[] {
  const declaredNames = isObject(declared.value) ? Object.keys(declared.value).map((name) => name.toLowerCase()) : [];
  return reader.entries(parameters).flatMap(([key, spot]) => {
    const name = /^method\.response\.header\.(.+)$/.exec(key)?.[1];
    if (name === undefined || !isHeaderName(name)) {
      reader.refuse(spot, 'a response parameter is named method.response.header.<name>');
      return [];
    }
    if (!declaredNames.includes(name.toLowerCase())) {
      reader.refuse(
        spot,
        `the method response does not declare the header ${name}: "Invalid mapping expression specified"`,
      );
    }
    return headerMapping(reader, name, spot);
  });
}

/** Compiles what a header is set to, for mocks and for gateway responses. */
export function headerMapping(reader: DefinitionReader, name: string, spot: Spot): HeaderMapping[] {
  if (unmappableHeaders.has(name.toLowerCase()))
    reader.refuse(spot, `API Gateway answers 500 when a mapping sets ${name}`);
  const value = typeof spot.value === 'string' ? compileValueSource(spot.value) : undefined;
  if (value !== undefined) return [{ name, value }];
  reader.refuse(
    spot,
    `${JSON.stringify(spot.value)} is not simulated; expected 'text' in single quotes, context.…, stageVariables.… or method.request.…`,
  );
  return [];
}

function compileTemplates(reader: DefinitionReader, templates: Spot): Map<string, Template> {
  const compiled = new Map<string, Template>();
  for (const [mediaType, spot] of reader.entries(templates)) {
    const text = spot.value;
    if (typeof text !== 'string' || Buffer.byteLength(text) > limits.templateBytes) {
      reader.refuse(spot, 'a template is a text of at most 300 KB');
      continue;
    }
    try {
      compiled.set(mediaType.toLowerCase(), compileTemplate(text));
    } catch (error) {
      reader.refuse(spot, `the template cannot be used: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return compiled;
}
