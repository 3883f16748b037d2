export type { Cron, Enqueue, JobHandler, JobHandlers, JobPayload, Jobs, RunningJob } from './model.ts';
