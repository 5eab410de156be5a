import { NotSimulatedError } from '../service-error.ts';
import type { AwsService } from '../service.ts';

/**
 * Refuses by name what clients of before 2024 send, which spoke the Query protocol with SQS: a client that reads XML could not
 * read the JSON of the refusal that it would get otherwise.
 */
export function refusingQueryProtocol(service: AwsService): AwsService {
  return {
    ...service,
    async handle(request) {
      if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true) {
        const action = new URLSearchParams(request.body.toString('utf8')).get('Action') ?? '(no Action)';
        throw new NotSimulatedError(`sqs:${action} in the Query protocol (newer clients speak JSON)`);
      }
      return service.handle(request);
    },
  };
}
