export { hurryMessages, notificationsJobs } from './jobs.ts';
export { notificationsRoutes } from './routes.ts';
