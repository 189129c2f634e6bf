/** Models of Anthropic that take a budget of thinking tokens in place of an effort. */
const WITH_BUDGET = /claude-(?:[23][.-]|instant|(?:opus|sonnet|haiku)-4(?:[.-][0-5](?!\d)|[@-]20\d|$))/;

/** Models of Anthropic that cannot enforce the schema of an answer. */
const WITHOUT_SCHEMA = /claude-(?:[23][.-]|instant|(?:opus|sonnet)-4(?:[.-][01](?!\d)|[@-]20\d|$))/;

/** Whether a model thinks adaptively, with an effort: those of Anthropic since Claude 4.6. */
export function isAdaptive(model: string): boolean {
  return model.includes('claude') && !WITH_BUDGET.test(model);
}

/** Whether a model can enforce the schema of an answer: those of Anthropic since Claude 4.5. */
export function enforcesSchema(model: string): boolean {
  return model.includes('claude') && !WITHOUT_SCHEMA.test(model);
}
