{{- define "rollguard.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- else if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "rollguard.serviceAccount" -}}
{{- .Values.serviceAccount.name | default (include "rollguard.fullname" .) -}}
{{- end -}}

{{/* The user that the policies exempt: the operator, under the name that the API server authenticates. */}}
{{- define "rollguard.user" -}}
system:serviceaccount:{{ .Release.Namespace }}:{{ include "rollguard.serviceAccount" . }}
{{- end -}}

{{- define "rollguard.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{- define "rollguard.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* The part-of label is what the rescue command selects: every policy and binding has it. */}}
{{- define "rollguard.labels" -}}
{{ include "rollguard.selectorLabels" . }}
app.kubernetes.io/part-of: rollguard
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* Labels of pods carry no version of the chart: a change of the chart alone restarts nothing. */}}
{{- define "rollguard.podLabels" -}}
{{ include "rollguard.selectorLabels" . }}
app.kubernetes.io/part-of: rollguard
{{- end -}}

{{/*
MutatingAdmissionPolicy v1: what the cluster serves decides. `helm template` without a cluster knows no kinds,
so there the version stands in: leaving the policies out silently would be worse than a loud refusal.
*/}}
{{- define "rollguard.mutating" -}}
{{- /* Discovery decides. Without a cluster, as in helm template, no kinds are known: then the version does. */ -}}
{{- $served := .Capabilities.APIVersions.Has "admissionregistration.k8s.io/v1/MutatingAdmissionPolicy" -}}
{{- $discovered := .Capabilities.APIVersions.Has "apps/v1/Deployment" -}}
{{- if or $served (and (not $discovered) (semverCompare ">=1.36.0-0" .Capabilities.KubeVersion.Version)) -}}
true
{{- end -}}
{{- end -}}

{{/* Namespaces that no window governs: the cluster's own and the operator's. */}}
{{- define "rollguard.governedNamespaces" -}}
matchExpressions:
- key: kubernetes.io/metadata.name
  operator: NotIn
  values: [{{ list "kube-system" .Release.Namespace | uniq | join ", " }}]
{{- end -}}

{{/* The ConfigMap with the rules about risk. */}}
{{- define "rollguard.riskRules" -}}
{{ include "rollguard.fullname" . }}-risk-rules
{{- end -}}

{{/* Where Prometheus servers are and where their credentials are; no Secret itself is in here. */}}
{{- define "rollguard.providers" -}}
{{- $providers := (.Values.checks).providers | default list -}}
{{- $names := list -}}
{{- range $providers }}
{{- if has .name $names }}
{{- fail (printf "checks.providers: the name %s is there twice." .name) }}
{{- end }}
{{- if and .bearerToken .basicAuth }}
{{- fail (printf "checks.providers: %s has bearerToken and basicAuth; keep one of them." .name) }}
{{- end }}
{{- $names = append $names .name -}}
{{- end -}}
{{- $providers | toJson -}}
{{- end -}}

{{- define "rollguard.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "rollguard.containerSecurityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* Where the pods of the chart may run. */}}
{{- define "rollguard.scheduling" -}}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
{{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
{{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
{{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/*
What a Fault's annotations must say about who opened it, who resolved it and when: variables.truth.
CEL has no clock, but the API server has stamped the writer's managedFields entry with the time of this very write. The newest of all
entries counts: the writer's own is always among them, also when it writes twice in one second, so nobody can date a resolution back
and shorten the quiet period. A forged future only lengthens it. After a reset of managedFields there is no entry and no time.
*/}}
{{- define "rollguard.faultStamps" -}}
{{ include "rollguard.now" . }}
- name: was
  expression: "oldObject == null ? {} : oldObject.metadata.?annotations.orValue({})"
- name: asksToClose
  expression: "has(object.spec.resolution) && (oldObject == null || oldObject.spec.?resolution != object.spec.?resolution)"
- name: openedBy
  expression: "oldObject == null ? request.userInfo.username : string(variables.was[?'rollguard.dev/opened-by'].orValue(''))"
- name: resolvedBy
  expression: >-
    !has(object.spec.resolution) ? ''
    : variables.asksToClose ? request.userInfo.username : string(variables.was[?'rollguard.dev/resolved-by'].orValue(''))
- name: resolvedAt
  expression: >-
    !has(object.spec.resolution) ? ''
    : !variables.asksToClose ? string(variables.was[?'rollguard.dev/resolved-at'].orValue(''))
    : size(variables.now) > 0 ? string(variables.now[0]) : ''
- name: truth   # '' stands for absent: an optional map entry makes the API server's compiler panic (cel-go 0.26)
  expression: >-
    {'rollguard.dev/opened-by': variables.openedBy,
     'rollguard.dev/resolved-by': variables.resolvedBy,
     'rollguard.dev/resolved-at': variables.resolvedAt}
{{- end -}}

{{/* Who created a CheckRun, as its annotation must say: variables.createdBy. '' stands for absent, as before Kubernetes 1.36. */}}
{{- define "rollguard.checkRunStamp" -}}
- name: createdBy
  expression: >-
    oldObject == null ? request.userInfo.username : string(oldObject.metadata.?annotations[?'rollguard.dev/created-by'].orValue(''))
{{- end -}}

{{/* Kubernetes' own clean-up, under its usual names, with and without ServiceAccounts of its own. */}}
{{- define "rollguard.cleaners" -}}
['system:serviceaccount:kube-system:generic-garbage-collector', 'system:serviceaccount:kube-system:namespace-controller', 'system:kube-controller-manager']
{{- end -}}

{{/* Who writes what is ours: the operator, and at the end the Job that uninstalls it. */}}
{{- define "rollguard.writers" -}}
['{{ include "rollguard.user" . }}', 'system:serviceaccount:{{ .Release.Namespace }}:{{ include "rollguard.fullname" . }}-uninstall']
{{- end -}}

{{/*
The groups of whoever writes, as an Approval records them: variables.groups. No gate can name a longer one than 256 characters, and
one such group must not keep a person from approving.
*/}}
{{- define "rollguard.approvalStamps" -}}
- name: groups
  expression: "request.userInfo.?groups.orValue([]).filter(g, size(g) <= 256)"
{{- end -}}

{{/*
The time of this very write, as the API server stamped it: variables.now, a list of one timestamp, or of none after a reset of
managedFields. CEL has no clock. The newest of all entries counts: the writer's own is always among them, so nobody dates back.
*/}}
{{- define "rollguard.now" -}}
- name: stamps
  expression: "object.metadata.?managedFields.orValue([]).filter(m, has(m.time)).map(m, timestamp(m.time))"
- name: now
  expression: "variables.stamps.filter(t, variables.stamps.all(u, u <= t))"
{{- end -}}

{{/*
The same as text, and without variables, which match conditions do not have. Stamps are in UTC and whole seconds, so they compare as
text. Without any it is the empty text.
*/}}
{{- define "rollguard.newest" -}}
([''] + object.metadata.?managedFields.orValue([]).filter(m, has(m.time)).map(m, string(m.time))).max()
{{- end -}}

{{/* Who makes ReplicaSets of Deployments, under its usual names, with and without a ServiceAccount of its own. */}}
{{- define "rollguard.deploymentController" -}}
['system:serviceaccount:kube-system:deployment-controller', 'system:kube-controller-manager']
{{- end -}}

{{/*
What a BreakGlass's annotations must say about who opened it, who confirmed it and when: variables.truth, where '' stands for absent.
A confirmation that is there from the start is nobody's.
*/}}
{{- define "rollguard.breakGlassStamps" -}}
{{ include "rollguard.now" . }}
- name: was
  expression: "oldObject == null ? {} : oldObject.metadata.?annotations.orValue({})"
- name: confirms
  expression: "oldObject != null && has(object.spec.confirmation) && !has(oldObject.spec.confirmation)"
- name: openedBy
  expression: "oldObject == null ? request.userInfo.username : string(variables.was[?'rollguard.dev/opened-by'].orValue(''))"
- name: confirmedBy
  expression: "variables.confirms ? request.userInfo.username : string(variables.was[?'rollguard.dev/confirmed-by'].orValue(''))"
- name: confirmedAt
  expression: >-
    !variables.confirms ? string(variables.was[?'rollguard.dev/confirmed-at'].orValue(''))
    : size(variables.now) > 0 ? string(variables.now[0]) : ''
- name: truth
  expression: >-
    {'rollguard.dev/opened-by': variables.openedBy,
     'rollguard.dev/confirmed-by': variables.confirmedBy,
     'rollguard.dev/confirmed-at': variables.confirmedAt}
{{- end -}}

{{/*
What a Change's annotations must say about who asked to cancel or revert it: variables.truth, where '' stands for absent.
variables.cancels and reverts: it is asked for with this very write.
*/}}
{{- define "rollguard.changeStamps" -}}
- name: was
  expression: "oldObject.metadata.?annotations.orValue({})"
- name: annotations
  expression: "object.metadata.?annotations.orValue({})"
- name: cancels
  expression: "'rollguard.dev/cancel' in variables.annotations && !('rollguard.dev/cancel' in variables.was)"
- name: reverts
  expression: "'rollguard.dev/revert' in variables.annotations && !('rollguard.dev/revert' in variables.was)"
- name: truth
  expression: >-
    {'rollguard.dev/cancelled-by':
       variables.cancels ? request.userInfo.username : string(variables.was[?'rollguard.dev/cancelled-by'].orValue('')),
     'rollguard.dev/reverted-by':
       variables.reverts ? request.userInfo.username : string(variables.was[?'rollguard.dev/reverted-by'].orValue(''))}
{{- end -}}
