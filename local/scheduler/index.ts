export { schedules, type ScheduleDeclaration, type Schedules, type SchedulesOptions } from './schedules.ts';
export { scheduleProblem, scheduleProperties, schedulePropertiesWithoutEffect } from './schedule-config.ts';
