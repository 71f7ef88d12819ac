export { filterModel, type OperationFilters, type OperationSelection } from './filter.js';
