const call = (name: string) => `arn:aws:lambda:eu-west-1:000000000000:function:${name}`;

/** The state machine of the process that is killed. */
export const lastingMachine = {
  name: 'lasting',
  arn: 'arn:aws:states:eu-west-1:000000000000:stateMachine:lasting',
  type: 'STANDARD',
  roleArn: 'arn:aws:iam::000000000000:role/test',
} as const;

export const lastingDefinition = {
  QueryLanguage: 'JSONata',
  StartAt: 'First',
  States: {
    First: { Type: 'Task', Resource: call('first'), Assign: { kept: '{% $states.result %}' }, Next: 'Second' },
    Second: { Type: 'Task', Resource: call('second'), Output: '{% [$kept, $states.result] %}', End: true },
  },
};
