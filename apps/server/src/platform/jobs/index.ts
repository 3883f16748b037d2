export type { Cron, Enqueue, JobHandler, JobHandlers, JobPayload, Jobs, RunningJob } from './model.ts';
export { hurryJobs, jobQueue, prepareJobs, type RunningJobs, startJobs } from './worker.ts';
