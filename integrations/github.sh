#!/usr/bin/env bash
# The scan of the GitHub Action: what a pull request or a merge queue brings in, else the whole checkout. Needs no token.
# JWTLINT_ACTION: the action's folder; JWTLINT_DEFAULT_BRANCH; JWTLINT_ARGUMENTS: more arguments, separated by spaces.
set -euo pipefail
report="${RUNNER_TEMP:?}/jwtlint.sarif"
whole=false
news=()
case "${GITHUB_EVENT_NAME:?}" in
  pull_request | pull_request_target | merge_group) news=(--base auto) ;;
  *) if [ "${GITHUB_REF_NAME:-}" = "${JWTLINT_DEFAULT_BRANCH:-}" ]; then whole=true; fi ;;
esac
printf 'sarif=%s\nwhole=%s\n' "$report" "$whole" >> "${GITHUB_OUTPUT:?}"
read -r -a more <<< "${JWTLINT_ARGUMENTS:-}"
exec node "${JWTLINT_ACTION:?}/dist/cli.js" ${news[@]+"${news[@]}"} \
  --format pretty --format github --format "markdown=${GITHUB_STEP_SUMMARY:?}" --format "sarif=$report" ${more[@]+"${more[@]}"}
