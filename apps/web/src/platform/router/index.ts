export { Link } from './link.tsx';
export { type Path, type PlainPath, type Target, trimmed } from './paths.ts';
export { Navigate, Outlet, RouterProvider, useNavigate, useParams, usePath, useSearch } from './provider.tsx';
export { arrive, hrefNow, type Place, preload, type Screens, screen } from './screens.ts';
