import type { Json } from '../json.ts';

/**
 * What CloudFormation sends to the function of a custom resource.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
 */
export interface CustomResourceRequest {
  readonly RequestType: 'Create' | 'Update';
  readonly ServiceToken: string;
  /** Takes one PUT with the answer. */
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  /** With `Update` only. */
  readonly PhysicalResourceId?: string;
  readonly ResourceType: string;
  readonly ResourceProperties: Json;
  /** With `Update` only. */
  readonly OldResourceProperties?: Json;
}
