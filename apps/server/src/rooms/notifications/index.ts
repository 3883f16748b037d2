export { hurryMessages, notificationsJobs } from './jobs.ts';
export { notificationsRoutes } from './routes.ts';
export { readStanding, withdrawAnswered } from './standing-notices.ts';
