export { Link } from './link.tsx';
export type { Path, PlainPath } from './paths.ts';
export { Navigate, Outlet, RouterProvider, useNavigate, useParams, usePath, useSearch } from './provider.tsx';
export { arrive, hrefNow, type Place, type Screens, screen } from './screens.ts';
