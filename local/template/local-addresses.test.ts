import { describe, expect, it } from 'vitest';

import { read } from './testing/template-folder.ts';

const addresses = { api: 'http://127.0.0.1:3000', domain: 'http://127.0.0.1:4580', site: 'http://127.0.0.1:8080' };
const template = (value: string) => `
Transform: AWS::Serverless-2016-10-31
Resources:
  Api: { Type: AWS::Serverless::Api, Properties: { StageName: dev } }
  People: { Type: AWS::Cognito::UserPool }
  Pages: { Type: AWS::Cognito::UserPoolDomain, Properties: { Domain: lair, UserPoolId: !Ref People } }
  Site: { Type: AWS::CloudFront::Distribution, Properties: { DistributionConfig: {} } }
  Subject:
    Type: AWS::SSM::Parameter
    Metadata: { Note: ${value} }
    Properties: { Name: s, Type: String, Value: ${value} }
Outputs:
  Subject: { Value: ${value} }
  Nested: { Value: [{ deep: ${value} }] }
`;
const api = 'https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}';
const pages = 'https://${Pages}.auth.${AWS::Region}.amazoncognito.com';
const site = 'https://${Site.DomainName}';

describe('addresses on this machine stand', () => {
  it.each([
    ['of the API with its stage', `${api}/dev`, addresses.api],
    ['of the API without', api, addresses.api],
    ['of something in the API', `${api}/dev/things?a=b`, `${addresses.api}/things?a=b`],
    ['of the sign-in pages', `${pages}/oauth2/token`, `${addresses.domain}/oauth2/token`],
    ['of the web page', `${site}/callback`, `${addresses.site}/callback`],
    ['between others', `connect-src ${api} ${pages}; x`, `connect-src ${addresses.api} ${addresses.domain}; x`],
    ['in a JSON text', `"${site}","${api}/dev"`, `"${addresses.site}","${addresses.api}"`],
  ])('in the place %s', (_, text, expected) => {
    const { resources, outputs } = read(template(`!Sub '${text}'`), { addresses });

    expect(resources.get('Subject')).toMatchObject({ properties: { Value: expected }, metadata: { Note: expected } });
    expect(outputs).toEqual({ Subject: expected, Nested: [{ deep: expected }] });
  });
});

describe('an address stays as it is', () => {
  it.each([
    ['of another API', 'https://abcdefghij.execute-api.us-east-1.amazonaws.com/dev'],
    ['of another region', 'https://lair.auth.eu-west-1.amazoncognito.com'],
    ['of another stage', 'https://api.example/dev'],
    ['that goes on as another host', `${pages}.example`],
    ['without a scheme', '${Site.DomainName}'],
    ['that is no text of this template', 'https://d111111abcdef8.cloudfront.net'],
  ])('%s', (_, text) => {
    const at = (options = {}) => read(template(`!Sub '${text}'`), options).outputs.Subject;

    expect(at({ addresses })).toBe(at());
  });

  it('when nobody says where things answer', () => {
    expect(read(template(`!Sub '${site}'`)).outputs.Subject).toMatch(/^https:\/\/d[a-z0-9]{13}\.cloudfront\.net$/);
  });

  it('in what a resource is called', () => {
    const { resources } = read(template('x'), { addresses });

    expect(resources.get('Site')?.attributes.DomainName).toMatch(/\.cloudfront\.net$/);
  });
});

it('a stage that begins like the one of the API is a path', () => {
  const { outputs } = read(template(`!Sub '${api}/development'`), { addresses });

  expect(outputs.Subject).toBe(`${addresses.api}/development`);
});
