# shellcheck shell=bash
# How GitLab is spoken to: by its REST API, with a project access token (api, write_repository) in NIGHTLY_TOKEN.
# Read by .ci/propose.
remote=${remote:?} branch=${branch:?} base=${base:?} body=${body:?}
requests=${CI_API_V4_URL:?}/projects/${CI_PROJECT_ID:?}/merge_requests

# The helper reads the token when git asks: it stands in no argument and in no URL.
git_push() {
  # shellcheck disable=SC2016
  git -c credential.helper= \
    -c credential.helper='!f() { printf "username=oauth2\npassword=%s\n" "$NIGHTLY_TOKEN"; }; f' \
    push "$@"
}

# The token goes to curl by its standard input.
api() {
  printf 'PRIVATE-TOKEN: %s\n' "${NIGHTLY_TOKEN:?}" |
    curl --silent --show-error --fail-with-body --header @- "$@"
}

find_request() {
  api --get "$requests" --data state=opened \
    --data-urlencode "source_branch=$branch" --data-urlencode "target_branch=$base" |
    node -e 'const [first] = JSON.parse(require("node:fs").readFileSync(0, "utf8")); console.log(first ? first.iid : "")'
}

create_request() {
  local label=
  if [ "${breaking:?}" = true ]; then label=breaking; fi
  api --request POST "$requests" --output /dev/null \
    --data-urlencode "source_branch=$branch" --data-urlencode "target_branch=$base" \
    --data-urlencode "title=${title:?}" --data-urlencode "description@$body" \
    --data "labels=$label" --data remove_source_branch=true
}

update_request() {
  local change=remove_labels
  if [ "${breaking:?}" = true ]; then change=add_labels; fi
  api --request PUT "$requests/$1" --output /dev/null \
    --data-urlencode "title=${title:?}" --data-urlencode "description@$body" --data "$change=breaking"
}

close_request() {
  api --request POST "$requests/$1/notes" --output /dev/null --data-urlencode "body=$2"
  api --request PUT "$requests/$1" --output /dev/null --data state_event=close
  git_push --quiet "$remote" --delete "$branch"
}
