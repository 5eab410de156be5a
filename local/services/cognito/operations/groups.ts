import { requiredString } from '../../json-input.ts';
import type { JsonInput, JsonOperation } from '../../json-protocol.ts';
import type { Group } from '../declarations/model.ts';
import { readableAttributes } from '../directory/attributes.ts';
import type { UserPools } from '../user-pools.ts';
import { summary } from './admin-users.ts';
import { page, usernameLimits } from './inputs.ts';

const paging = { limit: 'Limit', token: 'NextToken', max: 60 };

/** Groups and who is in them. Groups themselves come from the template only. */
export function groupOperations(pools: UserPools): Record<string, JsonOperation> {
  const poolOf = (input: JsonInput) => pools.pool(requiredString(input, 'UserPoolId'));
  const member = (input: JsonInput) => {
    const pool = poolOf(input);
    const user = pools.users.get(pool, requiredString(input, 'Username', usernameLimits));
    return { pool, user, group: pools.group(pool.id, requiredString(input, 'GroupName')).name };
  };
  return {
    AdminAddUserToGroup(input) {
      const { pool, user, group } = member(input);
      pools.users.update(pool, user, { groups: [...new Set([...user.groups, group])] });
      return {};
    },
    AdminRemoveUserFromGroup(input) {
      const { pool, user, group } = member(input);
      pools.users.update(pool, user, { groups: user.groups.filter((name) => name !== group) });
      return {};
    },
    AdminListGroupsForUser(input) {
      const pool = poolOf(input);
      const user = pools.users.get(pool, requiredString(input, 'Username', usernameLimits));
      return groupPage(page(pools.groupsOf(user), input, paging));
    },
    ListGroups(input) {
      return groupPage(page(pools.groups(poolOf(input).id), input, paging));
    },
    ListUsersInGroup(input) {
      const pool = poolOf(input);
      const group = pools.group(pool.id, requiredString(input, 'GroupName')).name;
      const members = pools.users.list(pool.id).filter((user) => user.groups.includes(group));
      const { items, next } = page(members, input, paging);
      return {
        Users: items.map((user) => ({ ...summary(user), Attributes: readableAttributes(user, undefined) })),
        ...(next !== undefined && { NextToken: next }),
      };
    },
  };
}

function groupPage({ items, next }: { items: Group[]; next: string | undefined }): object {
  return {
    Groups: items.map((group) => ({
      GroupName: group.name,
      UserPoolId: group.poolId,
      ...(group.description !== undefined && { Description: group.description }),
      ...(group.precedence !== undefined && { Precedence: group.precedence }),
      ...(group.roleArn !== undefined && { RoleArn: group.roleArn }),
    })),
    ...(next !== undefined && { NextToken: next }),
  };
}
