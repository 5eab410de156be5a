import type {
  S3,
  S3Client,
  SelectObjectContentCommandInput as SdkInput,
  SelectObjectContentCommandOutput as SdkOutput,
  SelectObjectContentEventStream as SdkEvents,
} from '@aws-sdk/client-s3';
import { describe, expectTypeOf, it } from 'vitest';
import {
  SelectObjectContentCommand,
  selectObjectContent,
  type SelectObjectContentCommandInput,
  type SelectObjectContentCommandOutput,
  type SelectObjectContentEventStream,
} from '../index.ts';

// These hold as long as they compile: code that was written for the SDK's command has no cast to change.
describe('the types of SelectObjectContentCommand', () => {
  it('are accepted by the SDK’s clients, which infer the answer', () => {
    const single = (s3: S3Client, input: SdkInput) => s3.send(new SelectObjectContentCommand(input));
    const aggregated = (s3: S3, input: SelectObjectContentCommandInput) =>
      s3.send(new SelectObjectContentCommand(input), { abortSignal: AbortSignal.abort() });

    expectTypeOf(single).returns.resolves.toEqualTypeOf<SelectObjectContentCommandOutput>();
    expectTypeOf(aggregated).returns.resolves.toEqualTypeOf<SelectObjectContentCommandOutput>();
  });

  it('are inferred by send with a callback', () => {
    const byCallback = (s3: S3, input: SdkInput) =>
      s3.send(new SelectObjectContentCommand(input), (_error, data) => {
        expectTypeOf(data).toEqualTypeOf<SelectObjectContentCommandOutput | undefined>();
      });

    expectTypeOf(byCallback).returns.toBeVoid();
  });

  it('stand for the SDK’s types of the same names', () => {
    expectTypeOf<SdkInput>().toExtend<SelectObjectContentCommandInput>();
    expectTypeOf<SelectObjectContentCommandInput>().toExtend<SdkInput>();
    expectTypeOf<SelectObjectContentCommandOutput>().toExtend<SdkOutput>();
    expectTypeOf<SelectObjectContentEventStream>().toExtend<SdkEvents>();
  });

  it('have to say the same fields, which may all be undefined', () => {
    const said = {
      Bucket: process.env.BUCKET,
      Key: undefined,
      Expression: undefined,
      ExpressionType: undefined,
      InputSerialization: undefined,
      OutputSerialization: undefined,
    };
    const { Key: _, ...keyless } = said;

    expectTypeOf(said).toExtend<SdkInput>();
    expectTypeOf(said).toExtend<SelectObjectContentCommandInput>();
    expectTypeOf(keyless).not.toExtend<SdkInput>();
    expectTypeOf(keyless).not.toExtend<SelectObjectContentCommandInput>();
  });

  it('let selectObjectContent take either client', () => {
    const call = (s3: S3Client | S3, input: SdkInput) => selectObjectContent(s3, input);

    expectTypeOf(call).returns.resolves.toExtend<SdkOutput>();
  });
});
