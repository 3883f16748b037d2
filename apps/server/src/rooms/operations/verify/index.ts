export { verifyRoutes } from './routes.ts';
export { verifyOrganization } from './verify-organization.ts';
